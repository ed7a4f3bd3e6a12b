package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func parallelSubtestsFixtureCase() corpus.Case {
	return corpus.Case{
		Slug:        "parallel-subtests-fixture",
		Class:       corpus.DataRace,
		Story:       "A table of tests shares one shopping cart, which worked for years. Then the subtests are made parallel, to save time, and each finds in its cart what another has put there.",
		Python:      "cart = []  # setUpClass instead of setUp, and pytest -n",
		Go:          "cart := []string{}; for ... t.Run(name, func(t *testing.T) { t.Parallel(); ... })",
		MissingEdge: "subtests that run in parallel are ordered by nothing: neither their stores to cart nor their loads",
		Chain:       "each subtest makes its cart within itself, so all loads and stores of it are those of one goroutine, and its end happens before the return of Wait",
		Symptom:     "a flaky test",
		Repair:      "a fixture for each subtest",
		Outcomes: []corpus.Outcome{
			{Match: "passed", Grade: corpus.Acceptable, Means: "each test saw its own cart"},
			{Match: "flaky", Grade: corpus.Forbidden, Means: "a test saw what another had put in"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.5),
		},
		Program: parallelSubtestsFixture,
	}
}

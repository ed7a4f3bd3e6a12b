// Package barrier is the lesson on waiting until everybody is there.
package barrier

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "barrier",
		Number: 9,
		Title:  "Barriers",
		Story:  "A barrier holds back those who arrive until all are there, lets them go together, and closes again behind them. The last part is the hard one.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:  "not-reusable",
				Class: corpus.OrderViolation,
				Story: "A home-made barrier: count those who arrive, and the last one opens the gate. It works once. " +
					"Nobody closes the gate, so from the second phase on a fast goroutine walks through while the others are still at work.",
				Python:      "if done == parties: gate.set()  # then, everybody: gate.wait()",
				Go:          "if done.Add(1) == parties { gate.Set() }; gate.Wait()",
				MissingEdge: "from the second phase on nothing orders the other parties' work before a party's return from the gate",
				Symptom:     "phases mix: a party reads what the others have not yet written",
				Repair:      "use a Barrier, which begins a new round when the last one is over",
				Outcomes: []corpus.Outcome{
					{Match: "in step", Grade: corpus.Acceptable, Means: "nobody began a phase before all had ended the one before"},
					{Match: "mixed", Grade: corpus.Forbidden, Means: "a party went on while others were still at work"},
				},
				Show: corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsAlways(),
					corpus.RaceDetector: corpus.IsNever("the counters are atomic; it would see plain data of the phases"),
				},
				Program: notReusable,
			},
			{
				Slug:        "wrong-parties",
				Class:       corpus.CommunicationDeadlock,
				Story:       "Three workers meet at a barrier that was made for four: whoever wrote it counted the main goroutine, which never comes. All wait for somebody who is not on the way.",
				Python:      "barrier = threading.Barrier(workers + 1)",
				Go:          "primitives.NewBarrier(workers + 1)",
				MissingEdge: "a fourth arrival should come before every return from Wait, and nobody makes it",
				Symptom:     "the program hangs in its first phase",
				Repair:      "count exactly those who will call Wait",
				Outcomes:    []corpus.Outcome{{Match: "passed", Grade: corpus.Acceptable, Means: "everybody met and went on"}},
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: wrongParties,
			},
		},
	}
}

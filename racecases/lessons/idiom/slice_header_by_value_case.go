package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func sliceHeaderByValueCase() corpus.Case {
	return corpus.Case{
		Slug:        "slice-header-by-value",
		Class:       corpus.DataRace,
		Story:       "The function that counts the results takes the lock before it looks, as it should. But it is given the slice by value: pointer, length and capacity are copied at the call, before the function has begun, and before the lock.",
		Python:      "count(results)  # a reference to the one list",
		Go:          "progress := count(results)",
		MissingEdge: "the load of the slice's three words comes before the lock, so nothing orders it with the stores of append",
		Chain:       "count has the slice's address and reads it with the mutex held; the Unlock after an append happens before the next Lock returns",
		Symptom:     "an old length, or the length of one array with the pointer of another",
		Repair:      "pass a pointer, and load under the lock",
		Outcomes:    corpus.Exactly("a result is missing"),
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Sometimes(0.8)},
		Program:     sliceHeaderByValue,
	}
}

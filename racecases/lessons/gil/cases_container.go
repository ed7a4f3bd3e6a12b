package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// containerCases are about what Python's containers do for a thread and Go's do not.
func containerCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "list-append",
			Class:       corpus.DataRace,
			Story:       "Two workers append to one list. In Python, with the GIL or without, an append is one step, because the list locks itself. A Go slice is three words, and append is a function of them: both workers write to the same place behind the end, and one result is gone.",
			Python:      "results.append(x)  # safe on python3.13t too",
			Go:          "results = append(results, x)",
			MissingEdge: "nothing orders one worker's store to results before the other's load",
			Chain:       "each Unlock happens before the next Lock returns, so every append reads the three words that the one before it stored",
			Symptom:     "some results are missing",
			Repair:      "hold one mutex around each append, or give each worker a slice of its own",
			Outcomes:    corpus.Exactly("two appends wrote to the same place"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Opportunistic("on one processor a worker appends its thousand in one turn"),
			},
			Program: listAppend,
		},
		{
			Slug:  "setdefault",
			Class: corpus.AtomicityViolation,
			Story: "If the user has no counter yet, make one. Each step is safe, in Python's dict and in Go's sync.Map, and the two together are not: both threads look, both find nothing, both store, and the second store throws the first counter away with its visit. " +
				"A barrier has both look before either stores, so that it goes wrong each time. Under the GIL it was rare; free-threaded it is not.",
			Python:      "if user not in visits: visits[user] = Counter()  # instead of setdefault",
			Go:          "counter, found := visits.Load(user); if !found { visits.Store(user, ...) }",
			MissingEdge: "each Load and Store is ordered by the map; what is missing is that no other Store comes between a goroutine's Load and its own",
			Chain:       "of two LoadOrStores of one key one stores, it happens before the other's load of the same counter, and the additions to that are atomic",
			Symptom:     "the first visits of a new user are not counted",
			Repair:      "LoadOrStore is one step, as setdefault is",
			Outcomes:    corpus.Exactly("a counter was replaced after it had counted"),
			Show:        detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Sometimes(0.5),
				detect.Race:    corpus.Never("every access to the map is synchronised"),
			},
			Program: setdefault,
		},
		{
			Slug:  "iterate-while-mutate",
			Class: corpus.DataRace,
			Story: "One thread walks through a dict while another inserts. Python notices at the next step and raises an error in the one that walks. " +
				"Go's map notices most of the time, and ends the whole process.",
			Python:      "for name in sessions.values():  # RuntimeError: dictionary changed size during iteration",
			Go:          "for _, name := range sessions",
			MissingEdge: "nothing orders the insertions before, or after, the steps of the iteration",
			Chain:       "the copy is made between a Lock and its Unlock, each insertion between another such pair, and the iteration reads a map that nobody else has",
			Symptom:     "fatal error: concurrent map iteration and map write, under load",
			Repair:      "take a copy under the lock and walk through that",
			Outcomes:    corpus.Exactly("an entry was not found where it was"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Runtime: corpus.Opportunistic("the runtime looks only where it happens to be"),
				detect.Outcome: corpus.Opportunistic("the runtime mostly ends the process first"),
			},
			Program: iterateWhileMutate,
		},
		{
			Slug:  "torn-interface",
			Class: corpus.DataRace,
			Story: "A variable holds a height, in metres or in feet. A Python variable is one reference, so a thread reads the one value or the other. A Go interface is two words, type and data: a reader may get the type of the one store and the data of the other. " +
				"3281 metres are no height that anybody has stored, and with types of different size it would be a crash.",
			Python:      "height = Feet(3281)  # one reference: never torn",
			Go:          "height = heights[i%2]",
			MissingEdge: "nothing orders the store of either word before the reader's load of both",
			Chain:       "both words are stored under the mutex and both loaded under it, and each Unlock happens before the next Lock returns",
			Symptom:     "a value that was never stored, or a crash inside a type switch",
			Repair:      "hold a mutex around both words, or keep them behind one atomic pointer",
			Outcomes:    corpus.Exactly("the type of one store and the data of another"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Opportunistic("it takes a load between two neighbouring stores, and so two processors"),
			},
			Program: tornInterface,
		},
		{
			Slug:  "same-value-write",
			Class: corpus.DataRace,
			Story: "Three goroutines each fill in the same greeting. They all store the same, so what could go wrong? It is a data race all the same, and then the language promises nothing: a string is two words, and a compiler may use a variable as scratch space before it stores the end result. " +
				"In Python this is harmless, which is why it is everywhere.",
			Python:      "greeting = 'hello'  # in every thread",
			Go:          "greeting = \"hello\"",
			MissingEdge: "nothing orders one goroutine's store before the other's",
			Chain:       "one goroutine makes the only store, in Do, it happens before every return from that Do, and the ends of all three before the return of Wait",
			Symptom:     "none so far",
			Repair:      "let one of them do it: sync.Once",
			Outcomes:    []corpus.Outcome{{Match: "hello", Grade: corpus.Acceptable, Means: "as stored"}},
			Show:        detect.Race,
			Expect:      corpus.Expectations{detect.Race: corpus.Always()},
			Program:     sameValueWrite,
		},
	}
}

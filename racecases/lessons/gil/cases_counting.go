package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// countingCases are about what a counter costs: load, add and store, with a GIL and without.
func countingCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:  "plus-equals",
			Class: corpus.AtomicityViolation,
			Story: "Under the GIL of CPython 3.13 a bare counter += 1 loses nothing, because the interpreter changes threads only at calls and at the ends of loops. " +
				"Put a call between the load and the store, and another thread may have its turn there: whoever comes back stores a sum that is long out of date. " +
				"The race detector is silent, because the GIL's own hand-over orders every two accesses; it does not make load, call and store one step.",
			Python:      "counter = add_one(counter)",
			Go:          "counter = addOne(t, counter)",
			MissingEdge: "each load and store is ordered by the GIL's hand-over; what is missing is that no other thread's store comes between a thread's load and its own",
			Chain:       "the load and the store stand between one Acquire and its Release, however often the GIL changes hands in between, and that Release happens before the next Acquire returns",
			Symptom:     "a good part of the increments is lost, and no race is ever reported",
			Repair:      "hold one lock from the load to the store: the GIL is given up in between, the lock is not",
			Outcomes:    corpus.Exactly("a thread stored a sum that it had begun before its turn ended"),
			Show:        detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Always(),
				detect.Race:    corpus.Never("only one thread runs at a time, and handing the GIL over orders what it did before what the next one does"),
			},
			Program: plusEquals,
		},
		{
			Slug:  "plus-equals-free",
			Class: corpus.DataRace,
			Story: "The interpreter is free-threaded (PEP 703): no GIL, threads run at the same time. " +
				"Now even the bare counter += 1, which lost nothing under the GIL, is a load, an addition and a store that others come between.",
			Python:      "counter += 1",
			Go:          "counter++",
			MissingEdge: "without a GIL nothing orders one thread's store before another's load of counter",
			Chain:       "the load and the store stand between one Acquire and its Release, and that Release happens before the next Acquire returns; Run returns after the ends of all threads",
			Symptom:     "a program that was right for years loses updates on python3.13t",
			Repair:      "hold one lock around each increment, with a GIL or without",
			Outcomes:    corpus.Exactly("two threads added to the same old value"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Opportunistic("on one processor a thread does its ten thousand increments in one turn"),
			},
			Program: plusEqualsFree,
		},
		{
			Slug:        "one-p-illusion",
			Class:       corpus.DataRace,
			Story:       "On one processor each goroutine runs to its end before the next one begins, so the unlocked counter comes out right every time. It is right by the scheduler's habit, not by any rule: the race detector, which looks for a rule, sees the race in every run.",
			Python:      "counter += 1",
			Go:          "counter++",
			MissingEdge: "that one goroutine ran before the other is no happens-before edge: nothing orders their accesses to counter",
			Chain:       "each Unlock happens before the next Lock returns, on one processor as on many",
			Symptom:     "none, until the program meets a second processor or a turn that ends at the wrong moment",
			Repair:      "hold one mutex around each increment, however many processors there are",
			Outcomes:    corpus.Exactly("one goroutine's turn ended between its load and its store"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Opportunistic("a turn on the processor lasts 10 ms, a thousand increments some microseconds"),
			},
			Program: onePIllusion,
		},
		{
			Slug:        "atomic-load-store",
			Class:       corpus.AtomicityViolation,
			Story:       "Every access is atomic and the program still counts wrong. Two goroutines load the same value, each stores its own sum, and one sum is gone: two atomic steps do not make one.",
			Python:      "old = counter.get(); counter.set(old + 1)",
			Go:          "counter.Store(counter.Load() + 1)",
			MissingEdge: "each access is ordered; what is missing is that no other goroutine's store comes between a goroutine's load and its own",
			Chain:       "each addition is one indivisible load and store, so none comes between another's, and the goroutines' ends happen before the last Load",
			Symptom:     "the total is too small, and the race detector has nothing to say",
			Repair:      "counter.Add(1) is one step",
			Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
			Show:        detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Sometimes(0.3),
				detect.Race:    corpus.Never("atomic accesses are no data race, whatever is made of them"),
			},
			Program: atomicLoadStore,
		},
		{
			Slug:  "mixed-atomic-plain",
			Class: corpus.DataRace,
			Story: "The writer adds atomically, and the reader only looks: a look changes nothing, so it is a plain one. But an atomic access protects against other atomic accesses and no others. " +
				"The compiler may load a plain variable once and never again, or in two halves on a 32-bit machine.",
			Python:      "if hits > limit: ...  # beside an atomic hits.add(1)",
			Go:          "atomic.AddInt64(&hits, 1) // and elsewhere: hits",
			MissingEdge: "an atomic store happens before an atomic load that sees it; a plain load is ordered by nothing",
			Chain:       "an atomic addition happens before each atomic load that sees it, and no access to hits is plain",
			Symptom:     "none, on this compiler and this machine",
			Repair:      "load atomically too; with the type atomic.Int64 there is no other way",
			Outcomes:    corpus.Exactly("a hit was lost"),
			Show:        detect.Race,
			Expect:      corpus.Expectations{detect.Race: corpus.Always()},
			Program:     mixedAtomicPlain,
		},
		{
			Slug:        "disjoint",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "Eight goroutines count in eight neighbouring bytes without a lock. Each byte is a variable of its own, so nothing is shared but the cache line, which costs time and never a count.",
			Python:      "counts[i] += 1",
			Go:          "counts[i]++",
			MissingEdge: "each goroutine's stores to its own element happen before its end, its end before the return of Wait, and that before the caller's loads",
			Outcomes:    corpus.Exactly("a store to one element changed another"),
			Program:     disjoint,
		},
		{
			Slug:     "store-buffer-atomic",
			Class:    corpus.OrderViolation,
			Negative: true,
			Story: "Each of two goroutines raises its own flag and then looks at the other's. On a processor with store buffers both could find nothing, which is how Dekker's algorithm broke. " +
				"Go's atomic operations are sequentially consistent: all goroutines see them in one order, so one of the two sees the other's flag.",
			Python:      "x = 1; see_y = y  # and in the other thread: y = 1; see_x = x",
			Go:          "x.Store(1); seenY = y.Load()",
			MissingEdge: "in the one order of all atomic operations some Store is last, and the Load behind it comes after the other Store",
			Outcomes:    corpus.Exactly("neither goroutine saw the other's flag"),
			Program:     storeBufferAtomic,
		},
	}
}

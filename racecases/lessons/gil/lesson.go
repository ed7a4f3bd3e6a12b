// Package gil is the lesson on Python's global interpreter lock, and on what it does not protect.
package gil

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "gil",
		Number: 11,
		Title:  "The global interpreter lock",
		Story:  "The GIL lets one thread run at a time. It keeps the interpreter whole, not your data: between a load and a store another thread may have its turn.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:  "plus-equals",
				Class: corpus.AtomicityViolation,
				Story: "Under the GIL of CPython 3.13 a bare counter += 1 loses nothing, because the interpreter changes threads only at calls and at the ends of loops. " +
					"Put a call between the load and the store, and another thread may have its turn there: whoever comes back stores a sum that is long out of date. " +
					"The race detector is silent, because the GIL's own hand-over orders every two accesses; it does not make load, call and store one step.",
				Python:      "counter = add_one(counter)",
				Go:          "counter = addOne(t, counter)",
				MissingEdge: "each load and store is ordered by the GIL's hand-over; what is missing is that no other thread's store comes between a thread's load and its own",
				Symptom:     "a good part of the increments is lost, and no race is ever reported",
				Repair:      "hold one lock from the load to the store: the GIL is given up in between, the lock is not",
				Outcomes:    corpus.Exactly("a thread stored a sum that it had begun before its turn ended"),
				Show:        corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsAlways(),
					corpus.RaceDetector: corpus.IsNever("only one thread runs at a time, and handing the GIL over orders what it did before what the next one does"),
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
				Symptom:     "a program that was right for years loses updates on python3.13t",
				Repair:      "hold one lock around each increment, with a GIL or without",
				Outcomes:    corpus.Exactly("two threads added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("on one processor a thread does its ten thousand increments in one turn"),
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
				Symptom:     "none, until the program meets a second processor or a turn that ends at the wrong moment",
				Repair:      "hold one mutex around each increment, however many processors there are",
				Outcomes:    corpus.Exactly("one goroutine's turn ended between its load and its store"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("a turn on the processor lasts 10 ms, a thousand increments some microseconds"),
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
				Symptom:     "the total is too small, and the race detector has nothing to say",
				Repair:      "counter.Add(1) is one step",
				Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
				Show:        corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsSometimes(0.3),
					corpus.RaceDetector: corpus.IsNever("atomic accesses are no data race, whatever is made of them"),
				},
				Program: atomicLoadStore,
			},
			{
				Slug:  "lock-under-gil",
				Class: corpus.ResourceDeadlock,
				Story: "The main thread holds a lock and, as for any wait, lets the GIL go. The worker takes the GIL and waits for the lock without giving the GIL up. " +
					"Each now holds what the other one wants. CPython drops the GIL before every wait for a lock, for this reason.",
				Python:      "PyThread_acquire_lock(lock, WAIT_LOCK)  # in C, the GIL in hand",
				Go:          "lock.Acquire()",
				MissingEdge: "the worker's taking of the lock must come after the main thread's release of it, which waits for the GIL that the worker keeps",
				Symptom:     "the whole interpreter stands still, threads that never use the lock among them",
				Repair:      "t.Acquire(&lock) gives the GIL up for the wait and takes it back with the lock in hand",
				Outcomes:    []corpus.Outcome{{Match: "done", Grade: corpus.Acceptable, Means: "both threads had the lock"}},
				Show:        corpus.Hang,
				Expect: corpus.Expectations{
					corpus.Hang:        corpus.IsAlways(),
					corpus.Runtime:     corpus.IsNever("who waits for the GIL has a timer running, so Go does not find everybody asleep"),
					corpus.Synctest:    corpus.IsNever("who waits for the GIL asks again after each switch interval, so the bubble's clock runs on for ever"),
					corpus.LeakProfile: corpus.IsNever("who waits for the GIL has a timer running, and a goroutine that can still wake reaches the lock"),
				},
				Program: lockUnderGIL,
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
		},
	}
}

package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// interpreterCases are about the interpreter itself: its GIL, its settings, its thread-local data.
func interpreterCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:  "lock-under-gil",
			Class: corpus.ResourceDeadlock,
			Story: "The main thread holds a lock and, as for any wait, lets the GIL go. The worker takes the GIL and waits for the lock without giving the GIL up. " +
				"Each now holds what the other one wants. CPython drops the GIL before every wait for a lock, for this reason.",
			Python:      "PyThread_acquire_lock(lock, WAIT_LOCK)  # in C, the GIL in hand",
			Go:          "lock.Acquire()",
			MissingEdge: "the worker's taking of the lock must come after the main thread's release of it, which waits for the GIL that the worker keeps",
			Chain:       "the worker lets go of the GIL while it waits for the lock, so the main thread's Blocking returns and its Release happens before the worker's Acquire does",
			Symptom:     "the whole interpreter stands still, threads that never use the lock among them",
			Repair:      "t.Acquire(&lock) gives the GIL up for the wait and takes it back with the lock in hand",
			Outcomes:    []corpus.Outcome{{Match: "done", Grade: corpus.Acceptable, Means: "both threads had the lock"}},
			Show:        detect.Hang,
			Expect: corpus.Expectations{
				detect.Hang:        corpus.Always(),
				detect.Runtime:     corpus.Never("who waits for the GIL has a timer running, so Go does not find everybody asleep"),
				detect.Synctest:    corpus.Never("who waits for the GIL asks again after each switch interval, so the bubble's clock runs on for ever"),
				detect.LeakProfile: corpus.Never("who waits for the GIL has a timer running, and a goroutine that can still wake reaches the lock"),
			},
			Program: lockUnderGIL,
		},
		{
			Slug:  "attach-no-detach",
			Class: corpus.ResourceDeadlock,
			Story: "A C library's own thread calls back into Python. It takes the GIL, as it must, says what it has to say, and returns without giving the GIL back. " +
				"Every thread of Python's waits for it from then on, the main thread first.",
			Python:      "PyGILState_Ensure()  # in C, and no PyGILState_Release",
			Go:          "python.Attach(\"callback\")",
			MissingEdge: "the main thread's taking of the GIL must come after the callback's Detach, and there is none",
			Chain:       "the callback's Detach happens before the library's end, that before Wait returns, and Run takes the GIL behind it",
			Symptom:     "the interpreter stands still after the first callback",
			Repair:      "defer Detach as soon as Attach has returned",
			Outcomes:    []corpus.Outcome{{Match: "ran", Grade: corpus.Acceptable, Means: "the main thread got the GIL"}},
			Show:        detect.Hang,
			Expect: corpus.Expectations{
				detect.Hang:        corpus.Always(),
				detect.Runtime:     corpus.Never("who waits for the GIL has a timer running, so Go does not find everybody asleep"),
				detect.Synctest:    corpus.Never("who waits for the GIL asks again after each switch interval, so the bubble's clock runs on for ever"),
				detect.LeakProfile: corpus.Never("who waits for the GIL has a timer running, and a goroutine that can still wake reaches the GIL"),
			},
			Program: attachNoDetach,
		},
		{
			Slug:        "switch-interval-zero",
			Class:       corpus.Misuse,
			Story:       "Threads should take turns as often as possible, to bring a bug to light, so somebody sets the switch interval to zero. Python refuses: an interval is a time.",
			Python:      "sys.setswitchinterval(0)  # ValueError: switch interval must be strictly positive",
			Go:          "python.SetSwitchInterval(0)",
			MissingEdge: "a thread waits one interval before it asks for the GIL: with none there is nothing to wait for",
			Chain:       "the interval is set before anybody waits one out: one thread runs here, in its own order",
			Symptom:     "panic: switch interval must be strictly positive",
			Repair:      "one microsecond is the least",
			Outcomes:    []corpus.Outcome{{Match: "set", Grade: corpus.Acceptable, Means: "the interval was accepted"}},
			Show:        detect.Runtime,
			Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
			Program:     switchIntervalZero,
		},
		{
			Slug:  "local-unset",
			Class: corpus.Misuse,
			Story: "Each thread should have its own cache, and the main thread makes one at the start. It makes its own. The worker's is not there: an AttributeError in Python, a nil map here, which can be read and not written. " +
				"It works for as long as the main thread does everything.",
			Python:      "local.pages = {}  # once, in the main thread; AttributeError in the others",
			Go:          "mine, _ := pages.Get(t); mine[\"index\"]++",
			MissingEdge: "no Set in the worker comes before its Get; the main thread's Set is of another value",
			Chain:       "each thread's first Value makes its own map before it is used, the worker's store to fetched happens before its end, and that before Wait returns and the load behind it",
			Symptom:     "panic: assignment to entry in nil map, in the first thread that is not the main one",
			Repair:      "give the Local an initialiser, which every thread's first Value calls",
			Outcomes:    corpus.Exactly("a fetch was not counted"),
			Show:        detect.Runtime,
			Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
			Program:     localUnset,
		},
		{
			Slug:  "local-class-attribute",
			Class: corpus.DataRace,
			Story: "A subclass of threading.local has its statistics as a class attribute. Every thread has a local object of its own, and all of these find the one object of the class. " +
				"A Local keeps references apart, not what they refer to.",
			Python:      "class Mine(threading.local): stats = Stats()  # one, for all threads",
			Go:          "NewLocal(func() (*stats, error) { return class, nil })",
			MissingEdge: "nothing orders one thread's store to hits before another's load: what one has set in a Local orders nothing in another",
			Chain:       "each thread counts in an object that its own Value made and no other thread has, and its store to most happens before its end, which Run waits for",
			Symptom:     "a thread sees the hits of all, or loses some of its own",
			Repair:      "make a new object for each thread, as __init__ does",
			Outcomes:    corpus.Exactly("a thread counted in another's statistics"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Sometimes(0.5),
			},
			Program: localClassAttribute,
		},
		{
			Slug:  "decref-twice",
			Class: corpus.Misuse,
			Story: "A C extension lends an object to a thread and counts no reference for it. The thread, well brought up, gives one back when it is done: the owner's. The object is freed while the owner still has it. " +
				"In C that is use after free, and a crash somewhere else; here the count notices when the owner gives its own reference back.",
			Python:      "Py_DECREF(object)  /* without a Py_INCREF before */",
			Go:          "defer object.Decr(nil)",
			MissingEdge: "the borrower's Decr needs an Incr that happens before it; the only one before it is the owner's",
			Chain:       "the owner's Incr for the borrower happens before the go statement, and so before the borrower's Decr, which leaves one reference; the borrower's end happens before the owner's own Decr",
			Symptom:     "an object is freed while somebody uses it",
			Repair:      "count a reference for whoever will give one back",
			Outcomes: []corpus.Outcome{
				{Match: "freed by its owner", Grade: corpus.Acceptable, Means: "the last one to let go freed it"},
				{Match: "freed too early", Grade: corpus.Forbidden, Means: "the owner still had it"},
			},
			Show:    detect.Runtime,
			Expect:  corpus.Expectations{detect.Runtime: corpus.Always()},
			Program: decrefTwice,
		},
	}
}

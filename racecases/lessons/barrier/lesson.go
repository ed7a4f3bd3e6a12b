// Package barrier is the lesson on waiting until everybody is there.
package barrier

import (
	"embed"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

//go:embed *.go witness.txt
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
				Chain:       "each party's Add happens before its arrival, and every arrival of a phase before any return from Wait in that phase, so each load sees all that were made for it",
				Symptom:     "phases mix: a party reads what the others have not yet written",
				Repair:      "use a Barrier, which begins a new round when the last one is over",
				Outcomes: []corpus.Outcome{
					{Match: "in step", Grade: corpus.Acceptable, Means: "nobody began a phase before all had ended the one before"},
					{Match: "mixed", Grade: corpus.Forbidden, Means: "a party went on while others were still at work"},
				},
				Show: detect.Outcome,
				Expect: corpus.Expectations{
					detect.Outcome: corpus.Always(),
					detect.Race:    corpus.Never("the counters are atomic; it would see plain data of the phases"),
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
				Chain:       "the third arrival is there to be made, and it happens before all three returns from Wait",
				Symptom:     "the program hangs in its first phase",
				Repair:      "count exactly those who will call Wait",
				Outcomes:    []corpus.Outcome{{Match: "passed", Grade: corpus.Acceptable, Means: "everybody met and went on"}},
				Show:        detect.Runtime,
				Expect: corpus.Expectations{
					detect.Runtime: corpus.Always(),
					detect.Hang:    corpus.Always(),
				},
				Program: wrongParties,
			},
			{
				Slug:  "wg-reuse",
				Class: corpus.Misuse,
				Story: "One WaitGroup serves as a barrier for every phase: each party is done, waits for the others, and adds itself again for the next phase. " +
					"But the party that is through first adds while the other has not yet come back from the same Wait.",
				Python:      "barrier.wait()  # Python's can be used again; a WaitGroup is none",
				Go:          "phase.Done(); phase.Wait(); phase.Add(1)",
				MissingEdge: "an Add for the next phase must come after every Wait of this one has returned, and nothing orders one party's Add after the other's return",
				Chain:       "each phase has a WaitGroup of its own, both parties' Dones happen before its Waits return, and no Add follows a Wait",
				Symptom:     "panic: sync: WaitGroup is reused before previous Wait has returned",
				Repair:      "a WaitGroup for each phase, or a barrier",
				Outcomes:    []corpus.Outcome{{Match: "in step", Grade: corpus.Acceptable, Means: "every phase was waited for"}},
				Show:        detect.Runtime,
				Expect: corpus.Expectations{
					detect.Runtime:     corpus.Always(),
					detect.Race:        corpus.FalseAlarm("sync has it report an Add beside a Wait, but without a stack: nothing says where"),
					detect.Hang:        corpus.Opportunistic("a party that laps the other leaves it waiting in the end"),
					detect.Synctest:    corpus.Opportunistic("the panic mostly comes first"),
					detect.LeakProfile: corpus.Opportunistic("the panic mostly comes first"),
				},
				Program: wgReuse,
			},
			{
				Slug:        "missing-second-wait",
				Class:       corpus.DataRace,
				Story:       "A row of cells, each computed from its neighbour, as in the game of life. All write, all meet at the barrier, all read their neighbour. Then whoever is quick writes its cell for the next step, while the neighbour may still be reading it.",
				Python:      "cells[i] = step; barrier.wait(); use(cells[i + 1])",
				Go:          "cells[i] = step; barrier.Wait(); ... cells[(i+1)%parties]",
				MissingEdge: "the barrier orders every write before every read of the same step; nothing orders the read before the neighbour's write of the next step",
				Chain:       "the first Wait orders all stores of a step before all of its loads, the second all of those loads before all stores of the next step",
				Symptom:     "cells are computed from a neighbour that is one step ahead",
				Repair:      "meet twice: once when all have written, once when all have read",
				Outcomes: []corpus.Outcome{
					{Match: "in step", Grade: corpus.Acceptable, Means: "every neighbour was read in its own step"},
					{Match: "mixed", Grade: corpus.Forbidden, Means: "a neighbour was already in the next step"},
				},
				Show: detect.Race,
				Expect: corpus.Expectations{
					detect.Race:    corpus.Always(),
					detect.Outcome: corpus.Sometimes(0.7),
				},
				Program: missingSecondWait,
			},
			{
				Slug:        "plain-counter",
				Class:       corpus.DataRace,
				Story:       "A home-made barrier again: each party counts itself, and the one that makes the number full opens the gate. The count is a plain variable, so two parties may count as one, and then nobody is the last.",
				Python:      "arrived += 1; if arrived == parties: gate.set()",
				Go:          "arrived++; if arrived == parties { gate.Set() }",
				MissingEdge: "nothing orders one party's store to arrived before another's load",
				Chain:       "the additions are atomic, so exactly one party sees itself the last, its Set happens before every Wait returns, and every addition before that Set",
				Symptom:     "once in a long while everybody waits for ever",
				Repair:      "count in one atomic step that also says who was last",
				Outcomes:    []corpus.Outcome{{Match: "met", Grade: corpus.Acceptable, Means: "the last one opened the gate"}},
				Show:        detect.Race,
				Expect: corpus.Expectations{
					detect.Race:    corpus.Always(),
					detect.Runtime: corpus.Opportunistic("everybody sleeps only if two increments meet"),
					detect.Hang:    corpus.Opportunistic("everybody waits only if two increments meet"),
				},
				Program: plainCounter,
			},
			{
				Slug:        "dead-party",
				Class:       corpus.CommunicationDeadlock,
				Story:       "Three workers prepare and meet at a barrier. One cannot open its file and returns. The others wait for three.",
				Python:      "except OSError: return  # and no barrier.abort()",
				Go:          "if prepare(i) != nil { return }",
				MissingEdge: "the third arrival should come before every return from Wait, and the one who would make it has gone",
				Chain:       "the Abort happens before the returns of the waiting parties, with an error, so nobody waits for an arrival that will not come",
				Symptom:     "one file is missing and the whole program hangs",
				Repair:      "break the barrier on the way out: with Abort the others get BrokenBarrierError and can give up too",
				Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "nobody waited for the one who had gone"}},
				Show:        detect.Runtime,
				Expect: corpus.Expectations{
					detect.Runtime: corpus.Always(),
					detect.Hang:    corpus.Always(),
				},
				Program: deadParty,
			},
			{
				Slug:        "action-waits",
				Class:       corpus.CommunicationDeadlock,
				Story:       "The barrier's action swaps two buffers while everybody stands still. To be sure that they do, it waits at the barrier itself. But it runs in the last party to arrive, for all of them: those who wait go on only when it is over.",
				Python:      "Barrier(2, action=lambda: (barrier.wait(), swap()))",
				Go:          "swap := func() error { barrier.Wait(); ... }",
				MissingEdge: "the action's end must come before every return from Wait, its own among them",
				Chain:       "both arrivals happen before the action, and its store to swaps before both returns from Wait",
				Symptom:     "the program hangs at its first meeting",
				Repair:      "no wait: the action already runs after all have arrived and before any goes on",
				Outcomes:    corpus.Exactly("the buffers were not swapped once"),
				Show:        detect.Runtime,
				Expect: corpus.Expectations{
					detect.Runtime: corpus.Always(),
					detect.Hang:    corpus.Always(),
				},
				Program: actionWaits,
			},
			{
				Slug:  "broken-ignored",
				Class: corpus.OrderViolation,
				Story: "Three parties meet to add up their halves. One has no patience: its time is up at once, and that breaks the barrier for all. Python raises BrokenBarrierError in everybody; Go returns an error, which the main goroutine does not look at. " +
					"It adds up what is there. A channel keeps the other half back until then, so that it goes wrong each time.",
				Python:      "except BrokenBarrierError: pass",
				Go:          "barrier.Wait()",
				MissingEdge: "only a Wait without an error comes after everybody's work; after this one nothing orders the store of the second half before the sum",
				Chain:       "a Wait that returns without an error returns after all three arrivals, and the stores to the halves before them; one with an error leads to no load",
				Symptom:     "a sum that is too small whenever somebody was slow",
				Repair:      "look at the error: a barrier that is broken has ordered nothing",
				Outcomes: []corpus.Outcome{
					{Match: "exact", Grade: corpus.Acceptable, Means: "both halves were there"},
					{Match: "gave up", Grade: corpus.Acceptable, Means: "the barrier was broken, and nothing was added up"},
					{Match: "lost", Grade: corpus.Forbidden, Means: "the sum of what was there"},
				},
				Show: detect.Outcome,
				Expect: corpus.Expectations{
					detect.Outcome: corpus.Always(),
					detect.Race:    corpus.Never("the channel that makes the second half late orders its store after the sum"),
				},
				Program: brokenIgnored,
			},
			{
				Slug:        "zero-parties",
				Class:       corpus.Misuse,
				Story:       "One worker for every four cores, says a program that was written on a big machine. On a small one that makes none, and a barrier for nobody is an error.",
				Python:      "threading.Barrier(os.cpu_count() // 4)  # ValueError: parties must be >= 1",
				Go:          "barrier := primitives.NewBarrier(workers)",
				MissingEdge: "there is no arrival for a return from Wait to come after",
				Chain:       "there is at least one party, and its arrival happens before its own return from Wait",
				Symptom:     "panic: parties must be >= 1, on small machines",
				Repair:      "one worker at the least",
				Outcomes:    []corpus.Outcome{{Match: "met", Grade: corpus.Acceptable, Means: "everybody met"}},
				Show:        detect.Runtime,
				Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
				Program:     zeroParties,
			},
			{
				Slug:     "two-phase",
				Class:    corpus.DataRace,
				Negative: true,
				Story: "The Little Book of Semaphores' barrier that can be used again, from a counter and two gates, and plain cells beside it without any lock. " +
					"One gate opens when all have written, the other when all have read, so that nobody laps anybody.",
				Python:      "turnstile.acquire()  # twice in each round",
				Go:          "meet(+1, in, parties) ... meet(-1, out, 0)",
				MissingEdge: "a party's store to its cell happens before its unlock of mu, that before the last party's release of the first gate, and that before the neighbour's load; the second gate orders the load before the next store in the same way",
				Outcomes:    corpus.Exactly("a neighbour was in another round"),
				Program:     twoPhase,
			},
		},
	}
}

package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// atomicCases are about atomic operations and pools: each step is right and the whole is not.
func atomicCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "two-atomics-snapshot",
			Class:       corpus.AtomicityViolation,
			Story:       "A position is two numbers, and each is atomic. Who moves stores the one and then the other, and who looks in between finds a place where nobody has ever been: Berlin's latitude, and still the old longitude. Channels have the look come in between, so that it goes wrong each time.",
			Python:      "position = (52, 13)  # one reference",
			Go:          "latitude.Store(52); longitude.Store(13)",
			MissingEdge: "each number is ordered; what is missing is that no look comes between the two stores",
			Chain:       "both numbers are stored in a new place before the Store of its pointer, which happens before each Load that sees it: a reader has both or neither",
			Symptom:     "a place in the sea, once in a while",
			Repair:      "one atomic pointer to both numbers, which nobody changes once they are stored",
			Outcomes: []corpus.Outcome{
				{Match: "52, 13", Grade: corpus.Acceptable, Means: "Berlin"},
				{Match: "52, 0", Grade: corpus.Forbidden, Means: "half of the way, where nobody was"},
			},
			Show: detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Always(),
				detect.Race:    corpus.Never("every access is atomic"),
			},
			Program: twoAtomicsSnapshot,
		},
		{
			Slug:  "cas-aba",
			Class: corpus.AtomicityViolation,
			Story: "A free list without a lock: take node 1 off if it is still on top. It is on top, but not still: meanwhile 1 and 2 were taken and 1 was put back. The CompareAndSwap cannot tell, and makes 2 the top, which somebody else owns. " +
				"Channels hold the first goroutine between its look and its swap, so that it goes wrong each time.",
			Python:      "if top is node: top = after  # the same object, in another list",
			Go:          "top.CompareAndSwap(old, swing(old, after))",
			MissingEdge: "the swap is ordered after whatever stored the value that it finds; what is missing is that nothing was stored between the look and the swap",
			Chain:       "every push and pop stores a new generation, so a CompareAndSwap that succeeds finds what its own Load read, and nothing was stored in between",
			Symptom:     "two owners of one node, and a program that goes wrong somewhere else",
			Repair:      "a generation beside the node, new with each change: then the same top never comes back",
			Outcomes: []corpus.Outcome{
				{Match: "owned once", Grade: corpus.Acceptable, Means: "each node has one owner"},
				{Match: "owned twice", Grade: corpus.Forbidden, Means: "a node in use was on the free list"},
			},
			Show: detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Always(),
				detect.Race:    corpus.Never("every access is atomic"),
			},
			Program: casAba,
		},
		{
			Slug:        "atomic-self-assign",
			Class:       corpus.DataRace,
			Story:       "The addition is atomic. Then its result is stored into the same variable again, by an assignment that is not, and takes back what others have added meanwhile.",
			Python:      "counter = counter.add(1)",
			Go:          "counter = atomic.AddInt64(&counter, 1)",
			MissingEdge: "nothing orders one goroutine's plain store before another's atomic addition",
			Chain:       "every access to counter is one atomic addition, each happens before the next, and the goroutines' ends before the return of Wait",
			Symptom:     "the total is too small",
			Repair:      "no assignment; with the type atomic.Int64 it would not compile",
			Outcomes:    corpus.Exactly("a sum was stored again after others had added to it"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Opportunistic("on one processor a goroutine does its thousand in one turn"),
			},
			Program: atomicSelfAssign,
		},
		{
			Slug:        "pool-use-after-put",
			Class:       corpus.DataRace,
			Story:       "A request gives its page back to the pool and then shows it. By then the page may be in the hands of the next request, which writes another user's name into it.",
			Python:      "pool.put(page); return page.user",
			Go:          "pool.Put(p); return p.user",
			MissingEdge: "Put happens before the Get that returns the same page; the load after the Put is ordered with nothing that follows that Get",
			Chain:       "Put is deferred, so the load happens before it, and Put before the Get that returns the same page and the stores behind that",
			Symptom:     "alice sees bob's page, under load",
			Repair:      "Put comes last: defer it",
			Outcomes:    corpus.Exactly("a request showed another's user"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Sometimes(0.5),
				detect.Outcome: corpus.Opportunistic("the next request must come between the Put and the load"),
			},
			Program: poolUseAfterPut,
		},
	}
}

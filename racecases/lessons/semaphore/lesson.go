// Package semaphore is the lesson on a fixed number of permits.
package semaphore

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "semaphore",
		Number: 5,
		Title:  "Semaphores",
		Story:  "A semaphore lets a fixed number of threads in at once. It counts permits and nothing else: not who holds one, and not what those inside do to each other.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "bounded-over-release",
				Class:       corpus.Misuse,
				Story:       "Each of five threads hangs up its connection when it is done, and once more in a deferred call, to be sure. Each hang-up gives back a permit, so soon there are more permits than there ever were. A bounded semaphore notices; a plain one would let four threads in where two are allowed.",
				Python:      "with sem: work(); sem.release()  # the with block releases again",
				Go:          "return func() { pool.Release() }",
				MissingEdge: "the second Release has no Acquire of its own before it",
				Symptom:     "panic: Semaphore released too many times, as in Python's ValueError",
				Repair:      "make hanging up twice the same as hanging up once",
				Outcomes:    corpus.Exactly("the pool does not hold the permits that it began with"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: boundedOverRelease,
			},
			{
				Slug:        "cap2-as-mutex",
				Class:       corpus.DataRace,
				Story:       "A semaphore of two permits, the tutorial's own, guards a counter. It would keep a third thread out, but two are inside together, and each may erase what the other stored.",
				Python:      "sem = threading.Semaphore(2)  # then: with sem: counter += 1",
				Go:          "sem := primitives.NewSemaphore(2)",
				MissingEdge: "two threads hold a permit each at once, and nothing orders the store of one before the load of the other",
				Symptom:     "the total is too small, now and then",
				Repair:      "what only one thread may touch needs a single permit, or a lock",
				Outcomes:    corpus.Exactly("two threads inside at once added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.7),
				},
				Program: cap2AsMutex,
			},
			{
				Slug:        "leak-on-error",
				Class:       corpus.CommunicationDeadlock,
				Story:       "A handler takes a permit, finds that the page does not exist, and returns without giving the permit back. Every error makes the pool smaller by one. After the second nobody gets in any more.",
				Python:      "sem.acquire(); fetch(page); sem.release()  # fetch raises",
				Go:          "return // no such page",
				MissingEdge: "the return after an error has no Release before it, so no Release is left for the waiting Acquire",
				Symptom:     "the service answers until its second error, and then not at all",
				Repair:      "defer the Release as soon as the permit is held: Python's with",
				Outcomes:    corpus.Exactly("a page was not served"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: leakOnError,
			},
			{
				Slug:        "nested-acquire",
				Class:       corpus.ResourceDeadlock,
				Story:       "A page takes a permit from the pool and then needs another one for its image, from the same pool. As long as somebody else lets go all is well. When all permits are with pages that wait for their images, nobody lets go any more. Thread pools whose jobs wait for jobs of the same pool die the same way.",
				Python:      "with pool: render(page)  # which does: with pool: render(image)",
				Go:          "images := pages",
				MissingEdge: "every permit that the second Acquire waits for is released behind somebody's second Acquire",
				Symptom:     "the service hangs when it is busy, and only then",
				Repair:      "a pool of its own for each layer: who holds a permit waits only for those who wait for nobody",
				Outcomes:    corpus.Exactly("an image is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: nestedAcquire,
			},
			{
				Slug:        "dropped-signal",
				Class:       corpus.LostWakeup,
				Story:       "A worker is told of a new job by a word in a channel that has room for one. If a word is there already the next is dropped: the worker has been woken, after all. But it counts the words, one job each, and waits for the one that was dropped.",
				Python:      "if not wake.full(): wake.put_nowait(None)",
				Go:          "select { case wake <- struct{}{}: default: }",
				MissingEdge: "the second job's send never happens, so nothing is left for the second receive to wait for",
				Symptom:     "a job lies there until the next one arrives",
				Repair:      "count what must be counted: a semaphore; or take all jobs at each word",
				Outcomes:    corpus.Exactly("a job was not done"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: droppedSignal,
			},
			{
				Slug:        "release-before-use",
				Class:       corpus.DataRace,
				Story:       "A thread takes the only permit, gives it back, and then writes into the buffer that the permit stood for. Two lines have changed places: what happens after the release is unguarded, however short it is.",
				Python:      "pool.acquire(); pool.release(); buffer.append(x)",
				Go:          "pool.Release(); buffer++",
				MissingEdge: "the write stands behind the Release, so nothing orders it before the next holder's write",
				Symptom:     "bytes are missing, now and then",
				Repair:      "release last; a deferred Release cannot come too early",
				Outcomes:    corpus.Exactly("two threads wrote to the same place"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsSometimes(0.5),
					corpus.Oracle:       corpus.IsPossible("on one processor a write is seldom interrupted"),
				},
				Program: releaseBeforeUse,
			},
			{
				Slug:        "permit-from-nowhere",
				Class:       corpus.DataRace,
				Story:       "A call that has nothing to do gives its permit back, and once more in the deferred release. A plain semaphore takes it: permits have no origin. From then on there are two for a balance that one thread may touch. The mistake is made once and the damage is done for ever after, elsewhere; a bounded semaphore would have refused on the spot.",
				Python:      "with sem: if nothing: sem.release(); return  # the with block releases again",
				Go:          "pool.Release(); return",
				MissingEdge: "the second permit comes from no holder, so nothing orders the two threads that hold one each",
				Symptom:     "entries are lost, long after the call that did it",
				Repair:      "one release for one acquisition; a bounded semaphore to notice",
				Outcomes:    corpus.Exactly("two threads inside at once added to the same old balance"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("the two additions must meet within a few instructions"),
				},
				Program: permitFromNowhere,
			},
			{
				Slug:        "ask-in-a-loop",
				Class:       corpus.Starvation,
				Story:       "Two customers queue for the counter, again and again, and a patient one asks whether it is free, again and again, and steps back if not. Whoever queues has a place, and the counter goes from hand to hand along the queue. Whoever asks has none, and finds it taken each time.",
				Python:      "while not counter.acquire(blocking=False): pass",
				Go:          "for !counter.TryAcquire() { runtime.Gosched() }",
				MissingEdge: "no order is missing: a try that fails leaves no trace, so no Release will ever be for it",
				Symptom:     "under load one thread spins at full speed and is never served",
				Repair:      "wait in the queue",
				Outcomes: []corpus.Outcome{
					{Match: "in turn", Grade: corpus.Acceptable, Means: "the patient one was served after those who came before"},
					{Match: "overtaken", Grade: corpus.Forbidden, Means: "others were served again and again before the patient one"},
				},
				Show: corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle: corpus.IsAlways(),
				},
				Program: askInALoop,
			},
			{
				Slug:        "negative-value",
				Class:       corpus.Misuse,
				Story:       "A service leaves four processors to others and makes a semaphore for the rest. It was written on a machine of sixteen; on one of two the rest is minus two. A semaphore can have no permits, and not fewer.",
				Python:      "Semaphore(cpu_count() - 4)  # ValueError: semaphore initial value must be >= 0",
				Go:          "primitives.NewSemaphore(cores - reserved)",
				MissingEdge: "no order is missing: there is no semaphore with minus two permits to begin with",
				Symptom:     "the program ends at its start, on small machines",
				Repair:      "at least one permit, whatever the subtraction says",
				Outcomes:    corpus.Exactly("an order was not served"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: negativeValue,
			},
			{
				Slug:        "release-none",
				Class:       corpus.Misuse,
				Story:       "A round of orders takes a permit for each and gives all of them back at once at its end. When nobody orders there is nothing to give back, and a release of zero permits is refused: in Python too, where it is more often a wrong number than a wish.",
				Python:      "sem.release(len(orders))  # ValueError: n must be one or more",
				Go:          "pool.ReleaseN(len(orders))",
				MissingEdge: "no order is missing: nothing was acquired, so there is nothing to release",
				Symptom:     "n must be one or more, in the first quiet minute",
				Repair:      "nothing taken, nothing given back: return before the release",
				Outcomes:    corpus.Exactly("the pool does not hold the permits that it began with"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: releaseNone,
			},
			{
				Slug:        "chan-mutex",
				Class:       corpus.DataRace,
				Negative:    true,
				Story:       "A channel with room for one guards a counter: who can send is inside, who receives leaves. No mutex is in sight and every access is unguarded to the eye. The channel is the mutex: a semaphore with one permit.",
				Python:      "sem = queue.Queue(1)  # sem.put(None); counter += 1; sem.get()",
				Go:          "sem <- struct{}{}; counter++; <-sem",
				MissingEdge: "with room for one, each receive happens before the next send is complete, and with it one thread's store before the next one's load",
				Outcomes:    corpus.Exactly("two threads were inside at once"),
				Program:     chanMutex,
			},
		},
	}
}

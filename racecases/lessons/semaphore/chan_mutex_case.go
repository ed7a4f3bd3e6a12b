package semaphore

import "threadlab/racecases/corpus"

func chanMutexCase() corpus.Case {
	return corpus.Case{
		Slug:        "chan-mutex",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "A channel with room for one guards a counter: a goroutine that can send is inside, and leaves by receiving. There is no mutex, and every access looks unguarded. The channel is the mutex: a semaphore with one permit.",
		Python:      "sem = queue.Queue(1)  # sem.put(None); counter += 1; sem.get()",
		Go:          "sem <- struct{}{}; counter++; <-sem",
		MissingEdge: "with room for one, each receive happens before the next send is complete, and with it one thread's store before the next one's load",
		Outcomes:    corpus.Exactly("two threads were inside at once"),
		Program:     chanMutex,
	}
}

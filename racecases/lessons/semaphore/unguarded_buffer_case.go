package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func unguardedBufferCase() corpus.Case {
	return corpus.Case{
		Slug:        "unguarded-buffer",
		Class:       corpus.DataRace,
		Story:       "A bounded buffer with two semaphores: slots counts the free places, items the full ones, and both are right. But two free places let two producers in at once, and both put their item into the same one. A semaphore says how many may be in, not that they keep out of each other's way.",
		Python:      "slots.acquire(); ring[i % size] = item; i += 1; items.release()",
		Go:          "slots.Acquire(); ring[in%size] = 1; in++; items.Release()",
		MissingEdge: "both producers hold a permit of slots, and nothing orders one's store to ring and in before the other's",
		Chain:       "each change of the buffer stands between a Lock and its Unlock, which happens before the next Lock returns; and each Release of items comes after its store and happens before the Acquire that takes the item",
		Symptom:     "an item is lost and the consumer takes an empty place, now and then",
		Repair:      "a mutex around the buffer, inside of the semaphores",
		Outcomes:    corpus.Exactly("two producers put their items into one place"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("two producers must be in at the same moment"),
		},
		Program: unguardedBuffer,
	}
}

package condition

import "threadlab/racecases/corpus"

func broadcastAfterUnlockCase() corpus.Case {
	return corpus.Case{
		Slug:        "broadcast-after-unlock",
		Class:       corpus.LostWakeup,
		Negative:    true,
		Story:       "The flag is set under the mutex, and the broadcast comes after the unlock. That looks like a signal that could be lost and is none: a goroutine that looked before the store waits already, or holds the mutex until it does; one that looks after it does not wait.",
		Python:      "with lock: opened = True  # then a notify, which Python wants inside",
		Go:          "mu.Unlock(); c.Broadcast()",
		MissingEdge: "the store to opened happens before the Unlock, and that before each later look; a waiter that looked earlier is in the queue when it releases the mutex, before the store and so before the Broadcast",
		Outcomes:    corpus.Exactly("a visitor entered before the door was opened, or not at all"),
		Program:     broadcastAfterUnlock,
	}
}

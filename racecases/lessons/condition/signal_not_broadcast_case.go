package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func signalNotBroadcastCase() corpus.Case {
	return corpus.Case{
		Slug:        "signal-not-broadcast",
		Class:       corpus.LostWakeup,
		Story:       "Two guests wait at one counter, one for pizza, one for pasta. The pasta is ready and one guest is woken: the one that has waited longest. It finds no pizza and goes back to sleep. The other sleeps on beside the pasta, and the notification is used up.",
		Python:      "condition.notify()  # wakes one waiter, whatever it waits for",
		Go:          "c.Notify(nil, 1)",
		MissingEdge: "a notification should come before the return of the wait for pasta, and the only one goes to a wait for something else",
		Chain:       "NotifyAll wakes every guest that waits; the Release in serve happens before a guest returns from its wait; the guest whose dish is ready goes on, and the other waits again",
		Symptom:     "the program hangs although what is waited for is there, and only when different things are waited for at once",
		Repair:      "notify all where waiters wait for different things, or give each thing a condition of its own over the same lock",
		Outcomes:    []corpus.Outcome{{Match: "all ate", Grade: corpus.Acceptable, Means: "each guest found the dish"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: signalNotBroadcast,
	}
}

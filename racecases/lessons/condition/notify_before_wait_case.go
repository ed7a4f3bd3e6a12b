package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func notifyBeforeWaitCase() corpus.Case {
	return corpus.Case{
		Slug:        "notify-before-wait",
		Class:       corpus.LostWakeup,
		Story:       "The producer puts an item down and notifies. The consumer comes later and waits for the notification, which was not kept for it, although the item lies there.",
		Python:      "condition.wait(); items.pop(0)  # the tutorial's consumer",
		Go:          "c.Wait(nil); items = items[1:]",
		MissingEdge: "the consumer's Wait must come before the producer's Notify, and nothing orders it so; here it never does",
		Chain:       "the item is stored before the producer's Release, that happens before the consumer's Acquire returns, and the predicate, looked at first, is true already",
		Symptom:     "the consumer hangs with the item in front of it",
		Repair:      "wait for the item and not for the notification: WaitFor looks first",
		Outcomes:    []corpus.Outcome{{Match: "consumed", Grade: corpus.Acceptable, Means: "the item was found"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: notifyBeforeWait,
	}
}

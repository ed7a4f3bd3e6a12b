package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lockUnlockFenceCase() corpus.Case {
	return corpus.Case{
		Slug:        "lock-unlock-fence",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "The mutex is locked and unlocked at once, with nothing in between. It looks like a line left over by mistake. It waits until the goroutine inside has unlocked, and orders all that was done there before what comes after.",
		Python:      "with lock: pass  # wait until the thread inside has released it",
		Go:          "mu.Lock(); mu.Unlock()",
		MissingEdge: "the goroutine's Lock happens before the close, and the close before this Lock, which therefore comes second: the goroutine's Unlock, and its store, happen before it returns",
		Outcomes:    corpus.Exactly("the fence let a goroutine through too early"),
		Expect: corpus.Expectations{
			detect.Staticcheck: corpus.FalseAlarm("SA2001 takes an empty critical section for a mistake; the comment in the source silences it"),
		},
		Program: lockUnlockFence,
	}
}

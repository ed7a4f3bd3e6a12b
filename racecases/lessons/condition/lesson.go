// Package condition is the lesson on waiting for what a lock protects to change.
package condition

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "condition",
		Number: 7,
		Title:  "Conditions",
		Story:  "A condition wakes the threads that wait now and remembers nothing. So the thing waited for is a variable under the lock, looked at before each wait and after it.",
		Source: source,
		Cases: []corpus.Case{
			ifNotForCase(),
			notifyBeforeWaitCase(),
			predicatePlainUnlockedCase(),
			noShutdownBroadcastCase(),
			signalNotBroadcastCase(),
			predicateAtomicUnlockedCase(),
			copiedCase(),
			waitWithoutLockCase(),
			notifyWithoutLockCase(),
			wrongMutexCase(),
			broadcastAfterUnlockCase(),
		},
	}
}

// Package lock is the lesson on mutual exclusion.
package lock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "lock",
		Number: 3,
		Title:  "Using locks",
		Story:  "Threads share memory. A lock makes one thread's steps look like a single step to all others.",
		Source: source,
		Cases: []corpus.Case{
			lostUpdateCase(),
			lostUpdateGoCase(),
			splitCriticalSectionCase(),
			plainFlagCase(),
			copiedReceiverCase(),
			readerWithoutLockCase(),
			twoLocksCase(),
			writeUnderReadLockCase(),
			dclPlainPointerCase(),
			escapedReferenceCase(),
			checkThenActCase(),
			atomicFlagCase(),
			abbaCase(),
			philosophersCase(),
			earlyReturnNoUnlockCase(),
			deferInLoopCase(),
			deferLockCase(),
			heldOverChannelCase(),
			readLockTwiceCase(),
			readLockUpgradeCase(),
			trylockLivelockCase(),
			petersonForThreeCase(),
			unlockUnlockedCase(),
			releaseAfterTimeoutCase(),
			unlockElsewhereCase(),
			rwRecheckCase(),
			orderInversionSequencedCase(),
			lockUnlockFenceCase(),
		},
	}
}

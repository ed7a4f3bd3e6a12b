// Package rlock is the lesson on locks that their holder may take again.
package rlock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "rlock",
		Number: 4,
		Title:  "Reentrant locks (RLock)",
		Story:  "A lock does not know its holder, a reentrant lock does. So its holder may take it again, and no other thread may release it.",
		Source: source,
		Cases: []corpus.Case{
			selfDeadlockCase(),
			foreignReleaseCase(),
			lockedSuffixCase(),
			callbackReentryCase(),
			onceReentryCase(),
			ownerNotClearedCase(),
			ownerPlainCase(),
			countImbalanceCase(),
			releaseTooManyCase(),
			borrowedIdentityCase(),
		},
	}
}

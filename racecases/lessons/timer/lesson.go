// Package timer is the lesson on what happens later: callbacks and timeouts.
package timer

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "timer",
		Number: 10,
		Title:  "Timers",
		Story:  "A timer's callback is a thread that starts later. It needs the same care as any other, and so does the code that stops waiting for one.",
		Source: source,
		Cases: []corpus.Case{
			selfReferenceCase(),
			timeoutAbandonsSenderCase(),
			stopFalseIgnoredCase(),
			callbackLockInversionCase(),
			cancelLostCase(),
			startTwiceCase(),
			afterfuncHbCase(),
			unstoppedTimersCase(),
		},
	}
}

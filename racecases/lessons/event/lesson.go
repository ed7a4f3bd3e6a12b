// Package event is the lesson on flags that one goroutine raises and others wait for.
package event

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "event",
		Number: 6,
		Title:  "Events",
		Story:  "An event is a flag that stays up until it is cleared. A waiter must wait for the flag itself, not for the moment at which it was raised.",
		Source: source,
		Cases: []corpus.Case{
			clearTooEarlyCase(),
			plainBoolSpinCase(),
			timeoutIgnoredCase(),
			doubleSetCloseCase(),
			sendWakesOneCase(),
			setBeforeDataCase(),
			countedTwiceCase(),
			wokenNotSetCase(),
			clearAfterTakeCase(),
			signalUnbufferedCase(),
			closeBroadcastCase(),
		},
	}
}

// Package daemon is the lesson on threads that the program does not wait for.
package daemon

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "daemon",
		Number: 8,
		Title:  "Daemon threads",
		Story:  "A daemon thread ends when the program does, in the middle of whatever it is doing. A goroutine is always a daemon: the end of main neither waits for it nor stops it in good order.",
		Source: source,
		Cases: []corpus.Case{
			lostWritesAtExitCase(),
			sendOnClosedAtShutdownCase(),
			tickerForeverCase(),
			osExitSkipsDeferCase(),
			closeBeforeDrainCase(),
			mainGoexitCase(),
			daemonSetLateCase(),
			attachAfterExitCase(),
			atexitTooLateCase(),
			ownedBackgroundCase(),
		},
	}
}

// Package thread is the lesson on starting threads and waiting for their end.
package thread

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "thread",
		Number: 2,
		Title:  "Creating a thread",
		Story:  "A thread runs beside the one that started it. Its result may be read after a join, and at no other time.",
		Source: source,
		Cases: []corpus.Case{
			sleepJoinCase(),
			resultBeforeJoinCase(),
			panicKillsProcessCase(),
			recoveredNoDoneCase(),
			fatalInChildCase(),
			noJoinCase(),
			joinSelfCase(),
			mutualJoinCase(),
			startTwiceCase(),
			joinBeforeStartCase(),
			noConstructorCase(),
		},
	}
}

// Package semaphore is the lesson on a fixed number of permits.
package semaphore

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "semaphore",
		Number: 5,
		Title:  "Semaphores",
		Story:  "A semaphore lets a fixed number of threads in at once. It counts permits and nothing else: not their holders, and not what those inside do to each other.",
		Source: source,
		Cases: []corpus.Case{
			boundedOverReleaseCase(),
			cap2AsMutexCase(),
			leakOnErrorCase(),
			tryAcquireKeptCase(),
			nestedAcquireCase(),
			droppedSignalCase(),
			unguardedBufferCase(),
			releaseBeforeUseCase(),
			permitFromNowhereCase(),
			askInALoopCase(),
			negativeValueCase(),
			releaseNoneCase(),
			chanMutexCase(),
		},
	}
}

// Package barrier is the lesson on waiting until all parties have arrived.
package barrier

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "barrier",
		Number: 9,
		Title:  "Barriers",
		Story:  "A barrier holds back each party that arrives until all are there, releases them together, and closes again behind them. The last part is the hard one.",
		Source: source,
		Cases: []corpus.Case{
			notReusableCase(),
			wrongPartiesCase(),
			wgReuseCase(),
			missingSecondWaitCase(),
			plainCounterCase(),
			deadPartyCase(),
			actionWaitsCase(),
			brokenIgnoredCase(),
			zeroPartiesCase(),
			twoPhaseCase(),
		},
	}
}

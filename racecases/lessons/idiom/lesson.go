// Package idiom is the lesson on the everyday Go in which Python habits go wrong.
package idiom

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "idiom",
		Number: 12,
		Title:  "Everyday Go",
		Story:  "No primitive is misused here. A variable that one function too many can see, a deferred call in the wrong place and a map that is not a dict are enough. Two bosses have three bugs each, all from the lessons before.",
		Source: source,
		Cases: []corpus.Case{
			errCaptureCase(),
			namedReturnCase(),
			loopvarGo121Case(),
			appendAliasCase(),
			sliceHeaderByValueCase(),
			ctxMutableValueCase(),
			parallelSubtestsFixtureCase(),
			dictToMapCase(),
			wgDoneEarlyCase(),
			wgAddInsideCase(),
			hiddenByMutexCase(),
			hiddenByIoCase(),
			hiddenByBranchCase(),
			seldomExecutedCase(),
			twoAtomicsSnapshotCase(),
			casAbaCase(),
			atomicSelfAssignCase(),
			poolUseAfterPutCase(),
			selectPriorityCase(),
			senderOrderCase(),
			earlyReturnLeakCase(),
			rangeNoCloseCase(),
			globalChanLeakCase(),
			lostCancelCase(),
			bossBankCase(),
			bossDownloadCase(),
			loopvarGo122Case(),
			dclAtomicCase(),
			readonlyMapCase(),
			syncmapPublishCase(),
		},
	}
}

// Package gil is the lesson on Python's global interpreter lock, and on what it does not protect.
package gil

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go kinds.txt witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "gil",
		Number: 11,
		Title:  "The global interpreter lock",
		Story:  "The GIL lets one thread run at a time. It keeps the interpreter whole, not your data: between a load and a store another thread may have its turn.",
		Source: source,
		Cases: []corpus.Case{
			plusEqualsCase(),
			plusEqualsFreeCase(),
			onePIllusionCase(),
			atomicLoadStoreCase(),
			mixedAtomicPlainCase(),
			disjointCase(),
			storeBufferAtomicCase(),
			listAppendCase(),
			setdefaultCase(),
			iterateWhileMutateCase(),
			tornInterfaceCase(),
			sameValueWriteCase(),
			lockUnderGILCase(),
			attachNoDetachCase(),
			switchIntervalZeroCase(),
			localUnsetCase(),
			localClassAttributeCase(),
			decrefTwiceCase(),
		},
	}
}

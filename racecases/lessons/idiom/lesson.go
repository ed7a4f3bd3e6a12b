// Package idiom is the lesson on the everyday Go in which Python habits go wrong.
package idiom

import (
	"embed"
	"slices"

	"threadlab/racecases/corpus"
)

//go:embed *.go witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "idiom",
		Number: 12,
		Title:  "Everyday Go",
		Story:  "No primitive is misused here. A variable that one function too many can see, a deferred call in the wrong place and a map that is not a dict are enough.",
		Source: source,
		Cases:  slices.Concat(captureCases(), waitgroupCases(), hiddenCases(), atomicCases(), orderCases(), leakCases(), rightCases()),
	}
}

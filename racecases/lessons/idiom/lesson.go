// Package idiom is the lesson on the everyday Go in which Python habits go wrong.
package idiom

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "idiom",
		Number: 12,
		Title:  "Everyday Go",
		Story:  "No primitive is misused here. A variable that one function too many can see, a deferred call in the wrong place and a map that is not a dict are enough.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "err-capture",
				Class:       corpus.DataRace,
				Story:       "Two goroutines each parse a number and leave their error in one variable that both have captured. Whoever comes last decides what the caller sees: the success of one erases the failure of the other.",
				Python:      "nonlocal err  # then, in every thread: err = parse(text)",
				Go:          "_, err = strconv.Atoi(text)",
				MissingEdge: "nothing orders one goroutine's store to err before the other's",
				Symptom:     "an error is swallowed, or the wrong one is reported, now and then",
				Repair:      "give each goroutine an error of its own and join them after Wait",
				Outcomes: []corpus.Outcome{
					{Match: "reported", Grade: corpus.Acceptable, Means: "the caller sees that one number was none"},
					{Match: "swallowed", Grade: corpus.Forbidden, Means: "a success was stored over the error"},
				},
				Show: corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.2),
				},
				Program: errCapture,
			},
			{
				Slug:        "wg-done-early",
				Class:       corpus.DataRace,
				Story:       "Deferred calls run in reverse order, so the Done that was written last runs first. Wait lets the caller go on while the goroutine still has its result to save.",
				Python:      "queue.task_done(); save(result)  # join() may return in between",
				Go:          "defer wg.Done()",
				MissingEdge: "the store to outcome comes after Done, so Done and Wait do not order it before the caller's load",
				Symptom:     "the last result is missing although everybody was waited for",
				Repair:      "defer Done first, so that it runs last; wg.Go cannot get it wrong",
				Outcomes: []corpus.Outcome{
					{Match: "saved", Grade: corpus.Acceptable, Means: "Wait waited for the save"},
					{Match: "unsaved", Grade: corpus.Forbidden, Means: "Wait returned before the save"},
				},
				Show: corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.7),
				},
				Program: wgDoneEarly,
			},
			{
				Slug:        "dict-to-map",
				Class:       corpus.DataRace,
				Story:       "Two workers fill one cache and never touch the same key. A Python dict looks after itself, with the GIL or without; a Go map does not, because two stores to different keys still move the same table.",
				Python:      "cache[i] = page  # a dict locks itself",
				Go:          "cache[worker*n+i] = page{}",
				MissingEdge: "nothing orders one goroutine's store into the map before the other's, and every store writes the table that all keys share",
				Symptom:     "fatal error: concurrent map writes, which no recover can catch, or pages that are gone",
				Repair:      "hold one mutex around each use of the map",
				Outcomes:    corpus.Exactly("two stores changed the table at once"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Runtime:      corpus.IsSometimes(0.3).In(corpus.Race),
					corpus.Oracle:       corpus.IsPossible("the runtime mostly ends the process first"),
				},
				Program: dictToMap,
			},
		},
	}
}

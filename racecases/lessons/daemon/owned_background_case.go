package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func ownedBackgroundCase() corpus.Case {
	return corpus.Case{
		Slug:     "owned-background",
		Class:    corpus.GoroutineLeak,
		Negative: true,
		Story: "A client keeps a goroutine ready for the next question and ends it when a minute has passed without one, as net/http does with its idle connections. " +
			"It is still there when the caller returns. It is no leak: a timer ends it, and there is never more than one. goleak cannot know that and reports it.",
		Python:      "Thread(target=serve, daemon=True).start()  # ends when idle for a minute",
		Go:          "case <-idle.C: return",
		MissingEdge: "the timer's send happens before the goroutine's return: its end only comes later than goleak waits",
		Outcomes:    []corpus.Outcome{{Match: "pong", Grade: corpus.Acceptable, Means: "the question was answered"}},
		Expect: corpus.Expectations{
			detect.Goleak:   corpus.FalseAlarm("it sees a goroutine that waits, and not that the wait has an end; goleak.IgnoreTopFunction would name it"),
			detect.Synctest: corpus.FalseAlarm("the bubble ends when its main goroutine returns, and a goroutine that still waits then counts as stuck"),
		},
		Program: ownedBackground,
	}
}

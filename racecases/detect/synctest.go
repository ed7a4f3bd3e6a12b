package detect

import (
	"regexp"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

func synctestDetector() Detector {
	return Detector{
		Name:   corpus.Synctest,
		Claims: []corpus.Class{corpus.CommunicationDeadlock, corpus.LostWakeup, corpus.GoroutineLeak},
		Builds: []corpus.Build{corpus.Bubble},
		Read:   readBubble,
	}
}

// bubbleLine is the panic of a bubble in which nobody can go on, or that its main
// goroutine has left to others who cannot. Nobody here means nobody who waits for
// something inside the bubble: a wait for a mutex does not count, and hangs.
var bubbleLine = regexp.MustCompile(`(?m)^panic: deadlock: .+$`)

func readBubble(a trial.Answer, marks []corpus.Mark) []Finding {
	at := bubbleLine.FindStringIndex(a.Output)
	if at == nil {
		return nil
	}
	f := Finding{Detector: corpus.Synctest, Label: LabelSynctest, Text: a.Output[at[0]:]}
	f.waitSite(f.Text, a.Spec.Package(), marks)
	return []Finding{f}
}

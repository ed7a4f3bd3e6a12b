package proof

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// Claims returns the classes of bugs that a detector promises to find. The linters
// claim none: each check looks for a pattern of its own, and the marks of a case name
// those that should find it there. The explorer claims every class: a schedule can
// show the harm of each, and of misuse what the types themselves refuse.
func Claims(d detect.Name) []corpus.Class {
	return map[detect.Name][]corpus.Class{
		detect.Race:        {corpus.DataRace},
		detect.Goleak:      {corpus.GoroutineLeak},
		detect.Runtime:     {corpus.Misuse, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.Outcome:     {corpus.AtomicityViolation, corpus.OrderViolation, corpus.Starvation},
		detect.Hang:        {corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.Synctest:    {corpus.CommunicationDeadlock, corpus.LostWakeup, corpus.GoroutineLeak},
		detect.LeakProfile: {corpus.GoroutineLeak, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.GoDeadlock:  {corpus.ResourceDeadlock},
		detect.Explorer:    corpus.Classes(),
	}[d]
}

package detect

import (
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
	"threadlab/racecases/trial"
)

func leakProfileDetector() Detector {
	return Detector{
		Name: corpus.LeakProfile,
		Claims: []corpus.Class{
			corpus.GoroutineLeak, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup,
		},
		Builds: []corpus.Build{corpus.LeakProfiled},
		Read:   readLeakProfile,
	}
}

// readLeakProfile reads the profile that the child took. Of a half that had
// returned every leaked goroutine must wait on a marked line; of one that stands
// still, one must: the others may wait for those.
func readLeakProfile(a trial.Answer, marks []corpus.Mark) []Finding {
	all := slices.DeleteFunc(goreport.Goroutines(a.Record.Profile), func(g goreport.Goroutine) bool { return !g.Leaked })
	if len(all) == 0 {
		return nil
	}
	pkg := a.Spec.Package()
	f := Finding{Detector: corpus.LeakProfile, Label: LabelLeakProfile, Site: WrongSite, Text: a.Record.Profile}
	marked := 0
	for _, g := range all {
		on := waiting(g, pkg, marks)
		if len(on) > 0 {
			marked++
		}
		f.Marks = append(f.Marks, on...)
	}
	if marked == len(all) || marked > 0 && a.Record.Outcome == corpus.Unfinished {
		f.Site = Hit
	}
	f.Places = waits(all, pkg)
	return []Finding{f}
}

package detect

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

func hangDetector() Detector {
	return Detector{
		Name:   corpus.Hang,
		Claims: []corpus.Class{corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		Builds: dynamic(),
		Read:   readHang,
	}
}

// readHang reads the goroutine dump of a child that was still there at its deadline.
func readHang(a trial.Answer, marks []corpus.Mark) []Finding {
	if !a.Hung {
		return nil
	}
	f := Finding{Detector: corpus.Hang, Label: LabelHang, Text: a.Output}
	f.waitSite(a.Output, a.Spec.Ref.Package(), marks)
	return []Finding{f}
}

// waitSite looks in a dump for goroutines that wait on a marked line. One is
// enough: others may wait for good reason, such as the one that joins them all.
func (f *Finding) waitSite(dump, pkg string, marks []corpus.Mark) {
	all := Goroutines(dump)
	for _, g := range all {
		f.Marks = append(f.Marks, waiting(g, pkg, marks)...)
	}
	f.Places = waits(all, pkg)
	f.Site = WrongSite
	if len(f.Marks) > 0 {
		f.Site = Hit
	}
}

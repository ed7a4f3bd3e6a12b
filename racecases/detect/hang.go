package detect

import (
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
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
	f.waitSite(a.Output, a.Spec.Package(), marks)
	return []Finding{f}
}

// waitSite looks in a dump for goroutines that wait on a marked line. One is
// enough: others may wait for good reason, such as the one that joins them all.
func (f *Finding) waitSite(text, pkg string, marks []corpus.Mark) {
	all := goreport.Goroutines(text)
	for _, g := range all {
		f.Marks = append(f.Marks, waiting(g, pkg, marks)...)
	}
	f.Places = waits(all, pkg)
	if len(f.Places) == 0 {
		f.Marks = append(f.Marks, marksOfNobody(marks)...)
	}
	f.Site = WrongSite
	if len(f.Marks) > 0 {
		f.Site = Hit
	}
}

// marksOfNobody returns the marks of a main goroutine that left by runtime.Goexit:
// once the others have ended too, no stack is left that could be on a line.
func marksOfNobody(marks []corpus.Mark) []corpus.Mark {
	return slices.DeleteFunc(slices.Clone(marks), func(m corpus.Mark) bool {
		return m.Kind != corpus.Fatal || !strings.HasPrefix(m.Text, "no goroutines")
	})
}

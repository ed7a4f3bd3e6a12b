package proof

import (
	"errors"
	"fmt"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// Claims returns the classes of bugs that a detector promises to find. The linters
// claim none: each check looks for a pattern of its own, and the marks of a case name
// those that should find it there. The explorer claims every class: a schedule can
// show the harm of each, and of misuse what the types themselves refuse.
func Claims(d detect.Name) []corpus.Class {
	switch d {
	case detect.Race:
		return []corpus.Class{corpus.DataRace}
	case detect.Goleak:
		return []corpus.Class{corpus.GoroutineLeak}
	case detect.Runtime:
		return []corpus.Class{corpus.Misuse, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup}
	case detect.Outcome:
		return []corpus.Class{corpus.AtomicityViolation, corpus.OrderViolation, corpus.Starvation}
	case detect.Hang:
		return []corpus.Class{corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup}
	case detect.Synctest:
		return []corpus.Class{corpus.CommunicationDeadlock, corpus.LostWakeup, corpus.GoroutineLeak}
	case detect.LeakProfile:
		return []corpus.Class{corpus.GoroutineLeak, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup}
	case detect.GoDeadlock:
		return []corpus.Class{corpus.ResourceDeadlock}
	case detect.Explorer:
		return corpus.Classes()
	}
	return nil
}

// CheckClaims reports the detectors that claim a case's class and for which neither
// the case nor its source has an expectation.
func CheckClaims(ref corpus.Ref) error {
	if ref.Case.Negative {
		return nil
	}
	var errs []error
	for _, d := range detect.Names() {
		_, answered := ref.Case.Expect[d]
		if !answered {
			_, answered = ref.Derived(d)
		}
		if !answered && slices.Contains(Claims(d), ref.Case.Class) {
			errs = append(errs, fmt.Errorf("%s: the %s detector claims to find a %s; say what to expect of it",
				ref.Name(), d, ref.Case.Class))
		}
	}
	return errors.Join(errs...)
}

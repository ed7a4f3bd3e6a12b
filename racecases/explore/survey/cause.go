package survey

import (
	"regexp"
	"slices"

	"threadlab/racecases/explore/scheduler"
)

// explain notes which findings of a test have the cause of another one: races that have an access
// in common, assertions on one line that say something else, and what a race does, which only a
// build with points at memory accesses shows. The first of them stands for all.
func explain(list []Finding) {
	cause := make([]int, len(list)) // where in the list the cause of each is
	for i := range list {
		cause[i] = i
	}
	for i, f := range list {
		for j, g := range list[:i] {
			if !f.sharesAccess(g) && !f.sharesAssertion(g) {
				continue
			}
			first, then := min(cause[i], cause[j]), max(cause[i], cause[j])
			for k := range cause { // what is under the one is under the other
				if cause[k] == then {
					cause[k] = first
				}
			}
		}
	}
	for i, f := range list {
		if race := slices.IndexFunc(list, f.isDoneBy); race >= 0 {
			cause[i] = cause[race]
		}
		if list[i].SameAs = ""; cause[i] != i {
			list[i].SameAs = list[cause[i]].Fingerprint
		}
	}
}

// sharesAccess reports whether two races have an access in common.
func (f Finding) sharesAccess(other Finding) bool {
	return slices.ContainsFunc(f.accesses(), func(at string) bool { return slices.Contains(other.accesses(), at) })
}

// assertion finds the test and the line in the message of an assertion.
var assertion = regexp.MustCompile(`^\S+ at [^\n]*?\.go:\d+: `)

// sharesAssertion reports whether two failures of one class are of the same assertion, which holds
// the values in its text.
func (f Finding) sharesAssertion(other Finding) bool {
	if f.Class != other.Class || !f.is(scheduler.Assertion) || !other.is(scheduler.Assertion) {
		return false
	}
	at := assertion.FindString(f.Failure.Message)
	return at != "" && at == assertion.FindString(other.Failure.Message)
}

// isDoneBy reports whether a failure that needs points at memory accesses comes by both accesses of a race.
func (f Finding) isDoneBy(race Finding) bool {
	at := race.accesses()
	if !f.MemoryAccesses || f.is(scheduler.Race) || len(at) == 0 {
		return false
	}
	return !slices.ContainsFunc(at, func(at string) bool {
		return !slices.ContainsFunc(f.Trace, func(e scheduler.Event) bool {
			return (e.Op == "read" || e.Op == "write") && len(e.Where) > 0 && e.Where[0].String() == at
		})
	})
}

func (f Finding) is(kind scheduler.Kind) bool { return f.Failure != nil && f.Failure.Kind == kind }

// accesses returns the lines where the accesses of a race are; what is no race has none.
func (f Finding) accesses() (at []string) {
	if !f.is(scheduler.Race) {
		return nil
	}
	for _, x := range f.Failure.Races {
		if len(x.Where) > 0 {
			at = append(at, x.Where[0].String())
		}
	}
	return at
}

// Group puts the findings of one cause under the first of them. Which of two has the cause of the other may differ from test
// to test.
func Group(list []Finding) (groups []Finding) {
	causes := map[string]string{}
	causeOf := func(fingerprint string) string {
		for causes[fingerprint] != "" {
			fingerprint = causes[fingerprint]
		}
		return fingerprint
	}
	for _, f := range list {
		if from, to := causeOf(f.Fingerprint), causeOf(f.SameAs); f.SameAs != "" && from != to {
			causes[from] = to
		}
	}
	at := map[string]int{}
	for _, f := range list {
		cause := causeOf(f.Fingerprint)
		if i, known := at[cause]; known {
			groups[i].Under = append(groups[i].Under, f)
		} else {
			at[cause] = len(groups)
			groups = append(groups, f)
		}
	}
	return groups
}

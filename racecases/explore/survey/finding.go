package survey

import (
	"cmp"
	"slices"
	"strings"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// A Finding is a distinct failure of one test or more.
type Finding struct {
	explore.Finding
	MemoryAccesses bool      `json:"memory_accesses,omitempty"` // the replay counts points at accesses too
	SameAs         string    `json:"same_as,omitempty"`         // the fingerprint of another one of the test that has its cause
	Package        string    `json:"-"`
	Folder         string    `json:"-"`
	Test           string    `json:"-"`
	Also           []Test    `json:"-"` // the other tests that show it
	Under          []Finding `json:"-"` // the others of its cause, see [Group]
}

// Failing names what fails: the test, or TestMain if it ends the process with a failure although
// no test has failed.
func (f Finding) Failing() string {
	if f.Failure != nil && f.Failure.Kind == scheduler.Assertion && strings.HasPrefix(f.Failure.Message, "TestMain exits ") {
		return "TestMain"
	}
	return f.Test
}

// A Test names a test.
type Test struct{ Package, Name string }

// add puts findings into a list that has each distinct one once, the shortest way to see
// it.
func add(list []Finding, more ...Finding) []Finding {
	for _, f := range more {
		i := slices.IndexFunc(list, func(g Finding) bool { return g.Fingerprint == f.Fingerprint })
		switch {
		case i < 0:
			list = append(list, f)
		case shorter(f, list[i]) < 0:
			f.Also = list[i].Also
			list[i] = f
		}
	}
	slices.SortStableFunc(list, shorter)
	return list
}

// shorter orders findings: bugs, leaks, early timers; in each class by their length.
func shorter(a, b Finding) int {
	return cmp.Or(
		cmp.Compare(rank(a.Class), rank(b.Class)),
		cmp.Compare(a.Delays, b.Delays),
		cmp.Compare(a.Steps, b.Steps),
	)
}

func rank(c scheduler.Class) int { return slices.Index(scheduler.Classes(), c) }

// Findings returns the distinct failures of all results, each once: that which is the
// shortest to see, with the other tests that show it, and its cause if any of them shows that.
func Findings(results []Result) []Finding {
	var all []Finding
	tests, causes := map[string][]Test{}, map[string]string{}
	for _, r := range results {
		for _, f := range r.Findings {
			f.Package, f.Folder, f.Test = r.Package, r.Folder, r.Test
			all = add(all, f)
			tests[f.Fingerprint] = append(tests[f.Fingerprint], Test{r.Package, r.Test})
			causes[f.Fingerprint] = cmp.Or(causes[f.Fingerprint], f.SameAs)
		}
	}
	for i, f := range all {
		all[i].SameAs = causes[f.Fingerprint]
		all[i].Also = slices.DeleteFunc(tests[f.Fingerprint], func(t Test) bool { return t == Test{f.Package, f.Test} })
	}
	return all
}

package detect

import (
	"fmt"
	"slices"
	"strings"
)

// Title says in a line what was seen, without where.
func (f Finding) Title() string {
	if f.Exit != 0 {
		return fmt.Sprintf("EXIT STATUS %d; no race, leak or deadlock was seen", f.Exit)
	}
	if f.Label == LabelHang && f.Busy {
		return "HANG, or slow: goroutines were running at the deadline"
	}
	if title, ok := map[Label]string{
		LabelRace:        "DATA RACE",
		LabelGoleak:      "GOROUTINE LEAK",
		LabelLeakProfile: "GOROUTINE LEAK, by the leak profile",
		LabelHang:        "HANG",
		LabelOutcome:     "FORBIDDEN OUTCOME",
		LabelLockOrder:   "POTENTIAL DEADLOCK: two mutexes are locked in one order and in the other",
		LabelRecursive:   "POTENTIAL DEADLOCK: a goroutine locks a mutex that it holds already",
		LabelLockWait:    "POTENTIAL DEADLOCK: a long wait for a mutex",
		LabelFailure:     "TEST FAILURE; no race, leak or deadlock was seen",
	}[f.Label]; ok {
		return title
	}
	// The runtime's own first line: "panic: ...", "fatal error: ...".
	first, _, _ := strings.Cut(f.Text, "\n")
	return strings.TrimSuffix(first, " [recovered, repanicked]")
}

// A Group is the goroutines that a finding names at one place.
type Group struct {
	Place // of the first
	Count int
}

func (g Group) String() string {
	if g.Count == 1 {
		return ""
	}
	return fmt.Sprintf("%d goroutines", g.Count)
}

// Groups returns the places of a finding, each once. The two of a race stay apart, and so
// do the locks of go-deadlock: their order is what it reports.
func (f Finding) Groups() []Group {
	var groups []Group
	for _, p := range f.Places {
		same := func(g Group) bool {
			return g.What == p.What && g.Frame == p.Frame && g.Library == p.Library && g.Creator == p.Creator && g.Made == p.Made
		}
		if i := slices.IndexFunc(groups, same); i >= 0 && f.Race == nil && f.Detector != GoDeadlock {
			groups[i].Count++
		} else {
			groups = append(groups, Group{Place: p, Count: 1})
		}
	}
	return groups
}

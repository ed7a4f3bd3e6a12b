package detect

import (
	"fmt"
	"hash/fnv"
	"io"
	"regexp"
	"slices"
	"strings"
)

// Title says in a line what was seen, without where.
func (f Finding) Title() string {
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
			return g.What == p.What && g.Frame == p.Frame && g.Library == p.Library && g.Made == p.Made
		}
		if i := slices.IndexFunc(groups, same); i >= 0 && f.Race == nil && f.Detector != GoDeadlock {
			groups[i].Count++
		} else {
			groups = append(groups, Group{Place: p, Count: 1})
		}
	}
	return groups
}

// volatile is what differs in a message between versions of a program although the cause is the same.
var volatile = regexp.MustCompile(`\S+\.go:\d+|0x[0-9a-f]+|\d+`)

// Fingerprint returns what findings of one bug have in common, also when its lines have
// moved: the label, the cause, and the functions that take part.
func Fingerprint(f Finding) string {
	var words []string
	for _, p := range f.Places {
		what := p.What
		if p.What == "running" || p.What == "runnable" || p.What == "sleep" || f.Label == LabelRace {
			what = "" // it may be any of these, and which accesses of a race meet is a matter of luck
		}
		at := p.Frame.Func
		if at == "" { // linters name the file alone
			at = p.Frame.File
		}
		words = append(words, what+" in "+at)
	}
	slices.Sort(words)
	words = append(slices.Compact(words), string(f.Label), volatile.ReplaceAllString(f.Message, "#"))
	hash := fnv.New64a()
	for _, word := range words {
		io.WriteString(hash, word+"\x00")
	}
	return fmt.Sprintf("%016x", hash.Sum64())
}

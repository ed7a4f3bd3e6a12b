package matrix

import (
	"cmp"
	"slices"
	"text/template"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// command is how to run a detector in CI.
func command(d detect.Name) string {
	return map[detect.Name]string{
		detect.Race:        "`go test -race ./...`",
		detect.Goleak:      "`goleak.VerifyTestMain(m)`, or `goleak.VerifyNone(t)` in a test",
		detect.Runtime:     "the program itself as a plain build (no -race, no cgo), not as a test",
		detect.Outcome:     "a test that checks the result, under `-race -count=10`",
		detect.Hang:        "a deadline: `go test -race -timeout 1m`",
		detect.Synctest:    "`synctest.Test` around the test",
		detect.LeakProfile: "the `goroutineleak` profile (GOEXPERIMENT=goroutineleakprofile on Go 1.26), taken twice",
		detect.Vet:         "`go vet ./...` (go test runs only part of it)",
		detect.Staticcheck: "`staticcheck ./...`",
		detect.Explorer:    "`threadlab explore`: its schedules, level by level and then drawn, under the race detector",
		detect.GoDeadlock:  "github.com/sasha-s/go-deadlock in the place of sync's mutexes",
	}[d]
}

// An advice is what to run for a class of bug.
type advice struct {
	Class  corpus.Class
	Order  []ranked // the detectors, best first
	Chosen []ranked // those of them that together see the most; none: no detector sees anything
	Seen   int      // cases, by those
	Of     int
}

// A ranked detector is one with what it saw of a class.
type ranked struct {
	Name   detect.Name
	Seen   []string // the cases
	Of     int
	Single float64 // the mean probability that one run sees a case
	Alarms int     // correct halves of the class with a false alarm
}

// Advice is the page of what to run for which class of bug.
func (m Matrix) Advice() string {
	var all []advice
	for _, class := range corpus.Classes() {
		a := advice{Class: class, Order: m.rank(class)}
		var seen map[string]bool
		a.Chosen, seen = cover(a.Order)
		a.Seen = len(seen)
		for _, r := range a.Chosen {
			a.Of = max(a.Of, r.Of) // one of them may not be applicable to a case
		}
		all = append(all, a)
	}
	return fill("ci.md", all, template.FuncMap{
		"budget": func() int { return Budget }, "inc": func(i int) int { return i + 1 }, "command": command,
	})
}

// rank orders the detectors by what they saw of a class, then by how soon.
func (m Matrix) rank(class corpus.Class) []ranked {
	var all []ranked
	for _, d := range detect.Names() {
		if r := m.ranked(d, class); r.Of > 0 {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(len(b.Seen), len(a.Seen)), cmp.Compare(b.Single, a.Single), cmp.Compare(a.Alarms, b.Alarms))
	})
	return all
}

// ranked returns what a detector saw of the pairs of a class, and its false alarms.
func (m Matrix) ranked(d detect.Name, class corpus.Class) ranked {
	r := ranked{Name: d}
	for _, ref := range m.refs {
		v := m.views[d][ref.Name()]
		if ref.Case.Class != class || !v.measured() {
			continue
		}
		if v.alarms > 0 {
			r.Alarms++
		}
		if ref.Case.Negative {
			continue
		}
		r.Of++
		r.Single += tally.SeenWithin(v.seen.Hits, v.broken.Trials, 1)
		if v.sees() {
			r.Seen = append(r.Seen, ref.Name())
		}
	}
	if r.Of > 0 {
		r.Single /= float64(r.Of)
	}
	return r
}

// cover takes the detectors, best first, that see something which those before
// did not: greedily the one with the most that is new. It returns what all of them see, too.
func cover(order []ranked) (chosen []ranked, seen map[string]bool) {
	seen = map[string]bool{}
	for {
		var best ranked
		most := 0
		for _, r := range order {
			if n := r.unseen(seen); n > most {
				best, most = r, n
			}
		}
		if most == 0 {
			return chosen, seen
		}
		for _, c := range best.Seen {
			seen[c] = true
		}
		chosen = append(chosen, best)
	}
}

// unseen returns how many of the cases that a detector saw are not among these.
func (r ranked) unseen(seen map[string]bool) int {
	n := 0
	for _, c := range r.Seen {
		if !seen[c] {
			n++
		}
	}
	return n
}

package matrix

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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

// Advice is the page of what to run for which class of bug.
func (m Matrix) Advice() string {
	var p page
	p.line("# What to run in CI for which class of bug\n")
	p.line("Computed from the figures of [matrix.md](matrix.md): broken halves seen within %d runs, each detector in its own build.", Budget)
	p.line("Each detector that is added is the one that sees most of what those before it do not.\n")
	for _, class := range corpus.Classes() {
		m.adviseClass(&p, class)
	}
	return p.String()
}

// A ranked detector is one with what it saw of a class.
type ranked struct {
	name   detect.Name
	seen   []string // the cases
	of     int
	single float64 // the mean probability that one run sees a case
	alarms int     // correct halves of the class with a false alarm
}

func (m Matrix) adviseClass(p *page, class corpus.Class) {
	order := m.rank(class)
	p.line("## %s\n", class)
	if len(order) == 0 {
		p.line("No case of this class was measured.\n")
		return
	}
	if len(order[0].seen) == 0 {
		p.line("No detector sees any of the cases measured: write a test that checks the result, or explore the interleavings.\n")
		return
	}
	chosen, seen := cover(order)
	names, of := []string{}, 0
	for i, r := range chosen {
		of = max(of, r.of) // one of them may not be applicable to a case
		word := "Run"
		if i > 0 {
			word = "Add"
		}
		p.line("%d. %s **%s**: %s.", i+1, word, r.name, command(r.name))
		names = append(names, string(r.name))
	}
	p.line("\n%s: %d of %d.\n", strings.Join(names, " + "), len(seen), of)
	var rows [][]string
	for _, r := range order {
		if len(r.seen) > 0 {
			rows = append(rows, []string{
				string(r.name), fmt.Sprintf("%d/%d", len(r.seen), r.of), fmt.Sprintf("%.2f", r.single), fmt.Sprint(r.alarms),
			})
		}
	}
	p.table([]string{"detector", fmt.Sprintf("seen in %d runs", Budget), "mean chance of one run", "false alarms"}, rows)
}

// rank orders the detectors by what they saw of a class, then by how soon.
func (m Matrix) rank(class corpus.Class) []ranked {
	var all []ranked
	for _, d := range detect.Names() {
		if r := m.ranked(d, class); r.of > 0 {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(len(b.seen), len(a.seen)), cmp.Compare(b.single, a.single), cmp.Compare(a.alarms, b.alarms))
	})
	return all
}

// ranked returns what a detector saw of the pairs of a class, and its false alarms.
func (m Matrix) ranked(d detect.Name, class corpus.Class) ranked {
	r := ranked{name: d}
	for _, ref := range m.refs {
		v := m.views[d][ref.Name()]
		if ref.Case.Class != class || !v.measured() {
			continue
		}
		if v.alarms > 0 {
			r.alarms++
		}
		if ref.Case.Negative {
			continue
		}
		r.of++
		r.single += tally.SeenWithin(v.seen.Hits, v.broken.Trials, 1)
		if v.sees() {
			r.seen = append(r.seen, ref.Name())
		}
	}
	if r.of > 0 {
		r.single /= float64(r.of)
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
		for _, c := range best.seen {
			seen[c] = true
		}
		chosen = append(chosen, best)
	}
}

// unseen returns how many of the cases that a detector saw are not among these.
func (r ranked) unseen(seen map[string]bool) int {
	n := 0
	for _, c := range r.seen {
		if !seen[c] {
			n++
		}
	}
	return n
}

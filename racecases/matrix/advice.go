package matrix

import (
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// command is what a detector is in somebody's CI.
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
		detect.Explorer:    "`threadlab explore`: every schedule with up to two delays",
		detect.GoDeadlock:  "github.com/sasha-s/go-deadlock in the place of sync's mutexes",
	}[d]
}

// Advice is the page that says what to run for which class of bug.
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
	chosen := cover(order)
	names := []string{}
	for i, r := range chosen {
		word := "Run"
		if i > 0 {
			word = "Add"
		}
		p.line("%d. %s **%s**: %s.", i+1, word, r.name, command(r.name))
		names = append(names, string(r.name))
	}
	union, of := map[string]bool{}, 0
	for _, r := range chosen {
		of = max(of, r.of) // one of them may not know what a case is made of
		for _, c := range r.seen {
			union[c] = true
		}
	}
	p.line("\n%s: %d of %d.\n", strings.Join(names, " + "), len(union), of)
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
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		switch {
		case len(a.seen) != len(b.seen):
			return len(b.seen) - len(a.seen)
		case a.single > b.single:
			return -1
		case a.single < b.single:
			return 1
		}
		return a.alarms - b.alarms
	})
	return all
}

// cover takes the detectors, best first, that see something which those before
// did not: greedily the one with the most that is new.
func cover(order []ranked) []ranked {
	var chosen []ranked
	left := slices.Clone(order)
	seen := map[string]bool{}
	for {
		best, most := -1, 0
		for i, r := range left {
			fresh := 0
			for _, c := range r.seen {
				if !seen[c] {
					fresh++
				}
			}
			if fresh > most {
				best, most = i, fresh
			}
		}
		if best < 0 {
			return chosen
		}
		for _, c := range left[best].seen {
			seen[c] = true
		}
		chosen = append(chosen, left[best])
	}
}

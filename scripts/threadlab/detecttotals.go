package main

import (
	"fmt"
	"strings"
	"time"

	"threadlab/racecases/usertests"
)

// detectTotals is what a run of detect has done, and what it has left out.
type detectTotals struct {
	tests, trials, findings int
	known                   int    // findings that are set aside
	first                   string // the first test in which something was found
	left                    int    // trials left out for want of time
	repeats                 int    // and because the test hangs for certain
	hang                    int    // tests that do
	unrun                   int    // tests for which no time was left
	others                  usertests.Others
}

func (t *detectTotals) of(p *usertests.Package) { t.others.Include(p.Others()) }

func (t *detectTotals) add(r usertests.Measurement, known int) {
	t.findings += len(r.Findings)
	t.known += known
	if r.Test == "" {
		return
	}
	t.tests++
	t.trials += r.Trials
	if len(r.Findings) > 0 && t.first == "" {
		t.first = r.Test
	}
	switch {
	case r.Hangs:
		t.hang++
		t.repeats += r.LeftOut
	default:
		t.left += r.LeftOut
	}
}

// leftOut says what was not run, in words.
func (t *detectTotals) leftOut() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{
		{t.others.Examples, "example"}, {t.others.FuzzTests, "fuzz test"}, {t.others.Benchmarks, "benchmark"},
		{t.unrun, "test"}, {t.left, "run"},
	} {
		if part.n > 0 {
			parts = append(parts, plural(part.n, part.what))
		}
	}
	if t.unrun+t.left > 0 {
		parts[len(parts)-1] += " for want of time"
	}
	if t.repeats > 0 {
		parts = append(parts, plural(t.repeats, "repeat")+" of "+plural(t.hang, "test")+" in which a hang is certain")
	}
	return strings.Join(parts, ", ")
}

// done says what was run and found.
func (t *detectTotals) done(packages int) string {
	text := plural(packages, "package") + ": " // that linters alone have read
	if t.tests+t.unrun > 0 {
		text = fmt.Sprintf("%s of %s, %s: ", plural(t.tests, "test"), plural(packages, "package"), plural(t.trials, "run"))
	}
	if t.findings == 0 {
		return text + "nothing found"
	}
	text += plural(t.findings, "finding")
	if t.known > 0 {
		text += fmt.Sprintf(", %d of them known", t.known)
	}
	return text
}

// printTotals prints what was run, found and left out, and what to try next.
func (d *detecting) printTotals() {
	t := &d.totals
	took := time.Since(d.clock.begin).Round(100 * time.Millisecond)
	d.out.Println("\n" + d.out.Wrap(fmt.Sprintf("%s (%v)", t.done(len(d.packages)), took), ""))
	if left := t.leftOut(); left != "" {
		d.out.Println(d.out.Wrap("left out: "+left, "  "))
	}
	next := invoked() + " explore " + strings.Join(d.c.Args().Slice(), " ")
	if t.first != "" {
		next += " -run '^" + t.first + "$'"
	}
	d.out.Println("  next, other orders of steps:\n" + d.out.Command(next, "    "))
}

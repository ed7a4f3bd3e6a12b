package main

import (
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/usertests"
)

// explain says how trials ended in which no detector saw anything. That a test skips
// itself is no failure.
func (d *detecting) explain(r usertests.Measurement, unknown []detect.Finding) {
	isFailure := func(f detect.Finding) bool { return f.Detector == detect.Testing }
	set := slices.ContainsFunc(r.Findings, isFailure) && !slices.ContainsFunc(unknown, isFailure)
	say := func(n int, what, more string) {
		if n > 0 && !set {
			d.remark(fmt.Sprintf("%s %s: %s in %d of %d runs%s", r.Package.ImportPath, r.Test, what, n, r.Trials, more))
		}
	}
	output := ":\n" + indent(excerpt(strings.TrimSpace(r.Output)), "    ")
	if r.Network {
		say(r.Failed+r.Cut, "failed", " for want of the network, it seems")
	} else {
		say(r.Failed, "failed", "; no race, leak or deadlock was seen"+output)
		say(r.Cut, "ended its process", output)
	}
	say(r.Unrun, "was not run", ": TestMain ended the process without it")
	d.incapable = d.incapable || r.Unrun > 0
	say(r.Skipped, "skipped itself", "")
}

// What is shown of the output of a test that failed: its first and its last lines, each no longer than so many bytes.
const (
	firstLines = 10
	lastLines  = 30
	maxLine    = 400
)

// excerpt is what is shown of an output.
func excerpt(text string) string {
	lines := strings.Split(text, "\n")
	if left := len(lines) - firstLines - lastLines; left > 1 {
		lines = slices.Concat(lines[:firstLines], []string{fmt.Sprintf("[%d lines are left out]", left)}, lines[len(lines)-lastLines:])
	}
	for i, line := range lines {
		if len(line) > maxLine {
			lines[i] = strings.ToValidUTF8(line[:maxLine], "") + "…"
		}
	}
	return strings.Join(lines, "\n")
}

func (d *detecting) print(r usertests.Measurement) {
	name, hit, known := r.Test, false, slices.ContainsFunc(r.Findings, d.isKnown)
	if name == "" {
		name = r.Package.ImportPath + ", outside its tests"
	}
	columns := make([]string, 0, len(r.Rows))
	for _, row := range r.Rows {
		columns = append(columns, fmt.Sprintf("%s %d/%d", row.Detector, row.Hits, row.Trials))
	}
	for _, f := range r.Findings {
		hit = hit || f.Detector != detect.Testing && !d.isKnown(f)
	}
	mark := d.out.Good("✓ ")
	if hit {
		mark = d.out.Bad("✗ ")
	} else if known {
		mark = "- "
	} else if r.Failed+r.Cut+r.Unrun > 0 {
		mark = d.out.Warn("! ")
	}
	lines := fit(len(name)+2, d.out.Width(), columns)
	d.out.Println(mark + name + d.out.Faint(lines[0]))
	for _, line := range lines[1:] {
		d.out.Println("    " + d.out.Faint(line))
	}
	for _, f := range r.Findings {
		if set, ok := d.known.Find(f.Fingerprint); ok {
			d.out.Println(d.out.Wrap(f.Title()+", known: "+set.Reason, "    - "))
			continue
		}
		d.printFinding(f, r.Package.Where)
	}
}

// maxPlaces bounds the places of a finding that are printed.
const maxPlaces = 12

func (d *detecting) printFinding(f detect.Finding, where export.Where) {
	d.out.Println(d.out.Wrap(f.Title(), "    "))
	groups := f.Groups()
	for _, g := range groups[:min(len(groups), maxPlaces)] {
		line := fmt.Sprintf("%-8s %s", g.What, strings.TrimPrefix(export.Spot(g.Place, where), "at "))
		if g.Count > 1 {
			line += " (" + g.String() + ")"
		}
		d.out.Println(d.out.Wrap(line, "      "))
	}
	switch {
	case f.Cut:
		d.out.Println("      " + export.CutOff)
	case len(groups) > maxPlaces:
		d.out.Println("      and " + plural(len(groups)-maxPlaces, "place") + " more")
	}
	d.out.Println(d.out.Faint("      known: " + f.Fingerprint))
}

// fit puts the columns of a row after what stands at its start, and on further lines
// where the page ends.
func fit(at, width int, columns []string) []string {
	lines := []string{""}
	for _, column := range columns {
		last := &lines[len(lines)-1]
		if at+len(*last)+2+len(column) > width {
			at, lines = 4, append(lines, "")
			last = &lines[len(lines)-1]
		}
		*last += "  " + column
	}
	return lines
}

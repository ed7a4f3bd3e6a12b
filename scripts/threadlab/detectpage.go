package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/usertests"
	"threadlab/scripts/threadlab/term"
)

// explain says how trials ended in which no detector saw anything. That a test skips itself is no failure.
func (d *detecting) explain(r usertests.Measurement, unknown []detect.Finding) {
	isFailure := func(f detect.Finding) bool { return f.Detector == detect.Testing }
	set := slices.ContainsFunc(r.Findings, isFailure) && !slices.ContainsFunc(unknown, isFailure)
	out := term.NewScreen(d.c.Root().ErrWriter)
	say := func(n int, what, more, output string) {
		if n == 0 || set {
			return
		}
		if output = strings.TrimSpace(output); output != "" {
			more += ":"
		}
		out.Paragraph(fmt.Sprintf("%s %s: %s in %d of %d runs%s", r.Package.ImportPath, r.Test, what, n, r.Trials, more), out.Warn("! "))
		if output != "" {
			out.Println(indent(excerpt(output), "    "))
		}
	}
	if r.Network {
		say(r.Failures(), "failed", " for want of the network, it seems", "")
	} else {
		say(r.Ended[usertests.Failed], "failed", "; no race, leak or deadlock was seen", r.Output)
		for how := usertests.Cut; how <= usertests.Ignored; how++ {
			say(r.Ended[how], r.Say(how), "", r.Output)
		}
	}
	say(r.Replaced.Failures(), "failed", ", but only with the locks of godeadlock: no finding", r.Replaced.Output)
	say(r.Ended[usertests.Unrun], "was not run", ": TestMain ended the process without it", "")
	d.incapable = d.incapable || r.Ended[usertests.Unrun] > 0
	say(r.Ended[usertests.Skipped], "skipped itself", because(r.Skip), "")
}

// because is a reason behind what it is the reason of; nothing without one.
func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
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
	if d.several && d.shown != r.Package {
		d.shown = r.Package
		d.out.Println(d.out.Faint(r.Package.ImportPath))
	}
	name, known := r.Test, slices.ContainsFunc(r.Findings, d.isKnown)
	hit := slices.ContainsFunc(r.Findings, func(f detect.Finding) bool { return f.Detector != detect.Testing && !d.isKnown(f) })
	if name == "" {
		name = r.Package.ImportPath + ", " + about(r)
	}
	if n := r.Package.Named(r.Test); n > 1 {
		name += fmt.Sprintf(" (%d of this name)", n)
	}
	columns := make([]string, 0, len(r.Rows))
	for _, row := range r.Rows {
		columns = append(columns, fmt.Sprintf("%s %d/%d", row.Detector, row.Hits, row.Trials))
	}
	mark := d.out.Good("✓ ")
	switch {
	case hit:
		mark = d.out.Bad("✗ ")
	case known:
		mark = "- "
	case r.Failures()+r.Ended[usertests.Unrun] > 0:
		mark = d.out.Warn("! ")
	}
	lines := fit(len(name)+2, d.out.Width(), columns)
	d.out.Println(mark + name + d.out.Faint(lines[0]))
	for _, line := range lines[1:] {
		d.out.Println("    " + d.out.Faint(line))
	}
	for _, f := range r.Findings {
		if set, ok := d.known.Find(f.Fingerprint); ok {
			d.out.Paragraph(f.Title()+", known: "+set.Reason, "    - ")
			continue
		}
		d.printFinding(f, r.Test, r.Package.Where)
	}
}

// maxPlaces bounds the places of a finding that are printed.
const maxPlaces = 12

func (d *detecting) printFinding(f detect.Finding, test string, where export.Where) {
	title := f.Title()
	if f.Test != test && f.Test != "" {
		title += " in " + f.Test
	}
	d.out.Paragraph(title, "    ")
	said := d.printPlaces(f, nil, where)
	if maybeSlow(f) {
		d.out.Paragraph(fmt.Sprintf("no proof of a deadlock: raise -timeout (%v) if the test is only slow", d.plan.Deadline), "      ")
	}
	d.out.Println(d.out.Faint("      known: " + f.Fingerprint))
	for _, g := range f.Also {
		d.out.Paragraph(export.AlsoSeen(g), "      ")
		said = d.printPlaces(g, said, where)
		d.out.Println(d.out.Faint("      known: " + g.Fingerprint))
	}
}

// maybeSlow reports whether a test that hangs may be a slow one: nothing but its deadline says that it waits for ever.
func maybeSlow(f detect.Finding) bool {
	return !slices.ContainsFunc(f.All(), func(g detect.Finding) bool { return g.Label != detect.LabelHang })
}

// printPlaces prints the places of a finding but for those that were said before, and returns all that are said by then. Of
// a race both accesses are.
func (d *detecting) printPlaces(f detect.Finding, before []string, where export.Where) (said []string) {
	said = before
	var lines []string
	for _, g := range f.Groups() {
		line := fmt.Sprintf("%-8s %s", g.What, strings.TrimPrefix(export.Spot(g.Place, where), "at "))
		at := g.Frame.At() + g.Library.At()
		if g.Count > 1 {
			line += " (" + g.String() + ")"
		}
		if f.Race != nil || !slices.Contains(before, at) {
			lines = append(lines, line)
		}
		said = append(said, at)
	}
	for _, line := range lines[:min(len(lines), maxPlaces)] {
		d.out.Paragraph(line, "      ")
	}
	switch {
	case f.Cut:
		d.out.Println("      " + export.CutOff)
	case len(lines) > maxPlaces:
		d.out.Println("      and " + plural(len(lines)-maxPlaces, "place") + " more")
	}
	return said
}

// fit puts the columns of a row after what stands at its start, and on further lines where the page ends.
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

// detectTotals is what a run of detect has done, and what it has left out.
type detectTotals struct {
	tests, trials int
	findings      map[string]bool // their fingerprints, and whether they are set aside
	first         string          // the first test in which something was found
	left          int             // trials left out for want of time
	repeats       int             // and because the test hangs for certain
	hang          int             // tests that do
	unbuilt       int             // builds of a package for which no time was left
	unrun         int             // tests for which no time was left
	others        usertests.Others
}

func (t *detectTotals) add(r usertests.Measurement, isKnown func(detect.Finding) bool) {
	if t.findings == nil {
		t.findings = map[string]bool{}
	}
	for _, f := range r.Findings {
		t.findings[f.Fingerprint] = isKnown(f)
	}
	if r.Trials > 0 && r.Test != "" { // and linters have not read it alone
		t.tests++
	}
	t.trials += r.Trials
	if r.Test != "" && len(r.Findings) > 0 && t.first == "" {
		t.first = r.Test
	}
	if r.Hangs {
		t.hang++
		t.repeats += r.LeftOut
	} else {
		t.left += r.LeftOut
	}
}

// leftOut says what was not run, in words.
func (t *detectTotals) leftOut() string {
	parts := []string{t.others.String()}
	for _, part := range []struct {
		n    int
		what string
	}{{t.unbuilt, "build"}, {t.unrun, "test"}, {t.left, "run"}} {
		if part.n > 0 {
			parts = append(parts, plural(part.n, part.what))
		}
	}
	if t.unbuilt+t.unrun+t.left > 0 {
		parts[len(parts)-1] += " for want of time"
	}
	if t.repeats > 0 {
		parts = append(parts, plural(t.repeats, "repeat")+" of "+plural(t.hang, "test")+" in which a hang is certain")
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}

// done says what was run and found.
func (t *detectTotals) done(packages int) string {
	text := plural(packages, "package") + ": " // that linters alone have read
	if t.tests+t.unrun > 0 {
		text = fmt.Sprintf("%s of %s, %s: ", plural(t.tests, "test"), plural(packages, "package"), plural(t.trials, "run"))
	}
	if len(t.findings) == 0 {
		return text + "nothing found"
	}
	text += plural(len(t.findings), "finding")
	known := 0
	for _, isKnown := range t.findings {
		if isKnown {
			known++
		}
	}
	if known > 0 {
		text += fmt.Sprintf(", %d of them known", known)
	}
	return text
}

// printTotals prints what was run, found and left out, and what to try next.
func (d *detecting) printTotals() {
	t := &d.totals
	took := time.Since(d.clock.begin).Round(100 * time.Millisecond)
	d.out.Println("\n" + d.out.Wrap(fmt.Sprintf("%s (%v)", t.done(len(d.packages)), took), ""))
	if left := t.leftOut(); left != "" {
		d.out.Paragraph("left out: "+left, "  ")
	}
	if t.unbuilt+t.unrun > 0 && !d.interrupted {
		d.out.Paragraph("-time "+d.c.Duration("time").String()+" was too short"+d.clock.spentBuilding(), "  ")
	}
	if d.interrupted {
		d.out.Paragraph("interrupted: this is what was known until then", d.out.Warn("! "))
		return
	}
	next := invoked() + " explore " + strings.Join(d.c.Args().Slice(), " ")
	if t.first != "" {
		next += " -run '^" + t.first + "$'"
	}
	d.out.Println("  next, other orders of steps:\n" + d.out.Command(next, "    "))
}

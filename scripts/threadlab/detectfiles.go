package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/junit"
	"threadlab/racecases/usertests"
)

// report hands on what was found about a test, or outside of the tests, in the form that was asked for.
func (d *detecting) report(r usertests.Measurement) {
	for i, f := range r.Findings {
		r.Findings[i] = d.unknownFirst(f)
	}
	unknown := slices.DeleteFunc(slices.Clone(r.Findings), d.isKnown)
	d.totals.add(r, d.isKnown)
	d.found = d.found || len(unknown) > 0
	d.findings = append(d.findings, r.Findings...)
	d.cases = append(d.cases, junitCase(r, unknown))
	d.explain(r, unknown)
	switch {
	case d.c.Bool("json"):
		d.lines(r)
	case d.c.Bool("annotate"):
		d.annotate(r, unknown)
	default:
		d.print(r)
	}
}

// unknownFirst returns a finding that is set aside under a race of its cause that is not: that is about other accesses. What
// else was seen of its cause is set aside with it.
func (d *detecting) unknownFirst(f detect.Finding) detect.Finding {
	all := f.All()
	i := slices.IndexFunc(all, func(g detect.Finding) bool { return g.Race != nil && !d.isKnown(g) })
	if i < 0 || !d.isKnown(f) {
		return f
	}
	all[0].Also = nil
	f = all[i]
	f.Also = slices.Delete(all, i, i+1)
	return f
}

// isKnown reports whether a finding is set aside.
func (d *detecting) isKnown(f detect.Finding) bool {
	_, known := d.known.Find(f.Fingerprint)
	return known
}

// A detectedLine is what one detector made of one test, in JSON.
type detectedLine struct {
	usertests.Row
	Findings []detectedFinding `json:"findings,omitempty"`
}

type detectedFinding struct {
	export.Finding
	SameAs string `json:"same_as,omitempty"` // the fingerprint of the finding that has told of its cause
	Known  string `json:"known,omitempty"`   // why it is set aside
}

// lines writes a line for each detector.
func (d *detecting) lines(r usertests.Measurement) {
	found := map[detect.Name][]detectedFinding{}
	for _, cause := range r.Findings {
		for _, f := range cause.All() {
			x := detectedFinding{Finding: export.Findings([]detect.Finding{f}, inRepository(r.Package.Where))[0]}
			if f.Fingerprint != cause.Fingerprint {
				x.SameAs = cause.Fingerprint
			}
			known, _ := d.known.Find(f.Fingerprint)
			x.Known = known.Reason
			found[f.Detector] = append(found[f.Detector], x)
		}
	}
	for _, row := range r.Rows {
		printJSON(d.c.Root().Writer, detectedLine{row, found[row.Detector]})
	}
}

// annotate writes GitHub workflow commands.
func (d *detecting) annotate(r usertests.Measurement, unknown []detect.Finding) {
	for _, f := range unknown {
		head := f.Title()
		if f.Test != "" {
			head += " in " + f.Test
		}
		_ = export.Annotation(d.c.Root().Writer, head, f, inRepository(r.Package.Where))
	}
}

// about says what a measurement without a test is of.
func about(r usertests.Measurement) string {
	if n := len(r.Together); n > 0 {
		return fmt.Sprintf("%d parallel tests together", n)
	}
	return "outside its tests"
}

// junitCase is a test in JUnit XML.
func junitCase(r usertests.Measurement, unknown []detect.Finding) junit.Case {
	x := junit.Case{Class: r.Package.ImportPath, Name: cmp.Or(r.Test, about(r))}
	for _, f := range export.Findings(unknown, inRepository(r.Package.Where)) {
		x.Failure += f.Message + "\n"
		for _, also := range f.Also {
			x.Failure += "also seen by " + string(also.Detector) + ": " + also.Message + "\n"
		}
	}
	switch {
	case x.Failure != "":
		x.Failure = strings.TrimSpace(x.Failure + "\n" + r.Output)
	case r.Ended[usertests.Skipped] == r.Trials && r.Trials > 0:
		x.Skipped = "the test skips itself" + because(r.Skip)
	case r.Ended[usertests.Unrun] > 0:
		x.Failure = "TestMain ended the process without it"
	}
	return x
}

// outputs are the findings that are not known, and each test.
func (d *detecting) outputs() outputs {
	where := func(f detect.Frame) (string, bool) {
		for _, p := range d.packages {
			if name, ok := p.Where(f); ok {
				return name, true
			}
		}
		return "", false
	}
	text := d.totals.done(len(d.packages))
	if left := d.totals.leftOut(); left != "" {
		text += "; left out: " + left
	}
	return outputs{
		title: "threadlab detect", text: text, where: where, cases: d.cases, unrun: len(d.packages) == 0 || d.unbegun(),
		findings: slices.DeleteFunc(slices.Clone(d.findings), d.isKnown),
	}
}

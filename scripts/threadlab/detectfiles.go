package main

import (
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/junit"
	"threadlab/racecases/usertests"
)

// report hands on what was found about a test, or outside of the tests, in the form that was asked for.
func (d *detecting) report(r usertests.Measurement) {
	unknown := slices.DeleteFunc(slices.Clone(r.Findings), d.isKnown)
	d.totals.add(r, len(r.Findings)-len(unknown))
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
	Known string `json:"known,omitempty"` // why it is set aside
}

// lines writes a line for each detector.
func (d *detecting) lines(r usertests.Measurement) {
	for _, row := range r.Rows {
		line := detectedLine{Row: row}
		own := slices.DeleteFunc(slices.Clone(r.Findings), func(f detect.Finding) bool { return f.Detector != row.Detector })
		for _, f := range export.Findings(own, inRepository(r.Package.Where)) {
			known, _ := d.known.Find(f.Fingerprint)
			line.Findings = append(line.Findings, detectedFinding{f, known.Reason})
		}
		printJSON(d.c.Root().Writer, line)
	}
}

// annotate writes GitHub workflow commands.
func (d *detecting) annotate(r usertests.Measurement, unknown []detect.Finding) {
	for _, f := range unknown {
		head := f.Title()
		if r.Test != "" {
			head += " in " + r.Test
		}
		_ = export.Annotation(d.c.Root().Writer, head, f, inRepository(r.Package.Where))
	}
}

// junitCase is a test in JUnit XML.
func junitCase(r usertests.Measurement, unknown []detect.Finding) junit.Case {
	x := junit.Case{Class: r.Package.ImportPath, Name: r.Test}
	if r.Test == "" {
		x.Name = "outside its tests"
	}
	for _, f := range export.Findings(unknown, inRepository(r.Package.Where)) {
		x.Failure += f.Message + "\n"
	}
	switch {
	case x.Failure != "":
		x.Failure = strings.TrimSpace(x.Failure + "\n" + r.Output)
	case r.Skipped == r.Trials && r.Trials > 0:
		x.Skipped = "the test skips itself"
	case r.Unrun > 0:
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
		title: "threadlab detect", text: text, where: where, cases: d.cases, unrun: len(d.packages) == 0,
		findings: slices.DeleteFunc(slices.Clone(d.findings), d.isKnown),
	}
}

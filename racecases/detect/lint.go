package detect

import (
	"cmp"
	"fmt"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// A remark is one finding of a linter.
type remark struct {
	file    string
	line    int
	check   string
	message string
}

// compare orders remarks as they stand in the files.
func (r remark) compare(other remark) int {
	return cmp.Or(
		strings.Compare(r.file, other.file), cmp.Compare(r.line, other.line),
		strings.Compare(r.check, other.check), strings.Compare(r.message, other.message),
	)
}

// Remarks returns all that a linter printed, each remark as a finding of its own, in
// the file as the linter names it and not yet held against any marks.
func Remarks(d corpus.Detector, output string) []Finding {
	read := vetRemarks
	if d == corpus.Staticcheck {
		read = staticcheckRemarks
	}
	var findings []Finding
	for _, r := range read(output) {
		findings = append(findings, Finding{
			Detector: d, Label: lintLabel(d, r.check),
			Places: []Place{{What: r.check, Frame: Frame{File: r.file, Line: r.line}}},
			Text:   r.message,
		})
	}
	return findings
}

// readLint keeps what a linter said about the half's own file. A remark hits where
// the line is marked for its check.
func readLint(d corpus.Detector) func(trial.Answer, []corpus.Mark) []Finding {
	return func(a trial.Answer, marks []corpus.Mark) []Finding {
		var findings []Finding
		path := a.Spec.Ref.Path(a.Spec.Half)
		for _, f := range Remarks(d, a.Output) {
			at := &f.Places[0]
			if !strings.HasSuffix(at.Frame.File, "/"+path) {
				continue
			}
			at.Frame.File, f.Site = path, WrongSite
			f.Text = fmt.Sprintf("%s: %s (%s)\n", at.Frame.At(), f.Text, at.What)
			for _, m := range marksAt(marks, at.Frame, corpus.MarkKind(d)) {
				if m.Text == at.What {
					f.Site, f.Marks = Hit, append(f.Marks, m)
				}
			}
			findings = append(findings, f)
		}
		return findings
	}
}

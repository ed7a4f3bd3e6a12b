package detect

import (
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

// lintFindings keeps what a linter said about the half's own file. Each remark is
// a finding of its own, and hits where the line is marked for that check.
func lintFindings(d corpus.Detector, a trial.Answer, marks []corpus.Mark, remarks []remark) []Finding {
	var findings []Finding
	path := a.Spec.Ref.Path(a.Spec.Half)
	for _, r := range remarks {
		if !strings.HasSuffix(r.file, "/"+path) {
			continue
		}
		f := Finding{
			Detector: d, Label: lintLabel(d, r.check), Site: WrongSite,
			Places: []Place{{What: r.check, Frame: Frame{File: path, Line: r.line}}},
			Text:   fmt.Sprintf("%s:%d: %s (%s)\n", path, r.line, r.message, r.check),
		}
		for _, m := range marksAt(marks, f.Places[0].Frame, corpus.MarkKind(d)) {
			if m.Text == r.check {
				f.Site, f.Marks = Hit, append(f.Marks, m)
			}
		}
		findings = append(findings, f)
	}
	return findings
}

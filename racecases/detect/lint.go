package detect

import (
	"cmp"
	"strings"
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

// remarks makes a finding of each remark, with the file as the linter names it.
func remarks(n Name, all []remark) []Finding {
	var findings []Finding
	for _, r := range all {
		findings = append(findings, Finding{
			Detector: n, Label: LabelOf(n, r.check),
			Places:  []Place{{What: r.check, Frame: Frame{File: r.file, Line: r.line}}},
			Message: r.message, Text: r.message,
		})
	}
	return findings
}

package detect

import (
	"encoding/json"
	"strings"

	"threadlab/racecases/corpus"
)

// staticcheckDetector claims no class, for the same reason as vetDetector.
func staticcheckDetector() Detector {
	return Detector{
		Name:   corpus.Staticcheck,
		Builds: []corpus.Build{corpus.Linted},
		Read:   readLint(corpus.Staticcheck),
	}
}

// staticcheckRemarks parses what staticcheck -f json prints: an object a line.
func staticcheckRemarks(output string) []remark {
	var remarks []remark
	for line := range strings.Lines(output) {
		var found struct {
			Code     string
			Location struct {
				File string
				Line int
			}
			Message string
		}
		if json.Unmarshal([]byte(line), &found) == nil {
			remarks = append(remarks, remark{found.Location.File, found.Location.Line, found.Code, found.Message})
		}
	}
	return remarks
}

package detect

import (
	"encoding/json"
	"strings"
)

// staticcheckRemarks parses what staticcheck -f json prints: an object a line.
func staticcheckRemarks(output string) []remark {
	var all []remark
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
			all = append(all, remark{found.Location.File, found.Location.Line, found.Code, found.Message})
		}
	}
	return all
}

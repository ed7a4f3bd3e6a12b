package detect

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var position = regexp.MustCompile(`^(.+):(\d+):\d+$`)

// A vetFinding is a remark of one analyzer of go vet.
type vetFinding struct{ Posn, Message string }

// vetRemarks parses what go vet -json prints: for each package an object
// package -> analyzer -> findings, with lines that start in # between. What follows
// an object that is none is passed over.
func vetRemarks(output string) []remark {
	var objects strings.Builder
	for line := range strings.Lines(output) {
		if !strings.HasPrefix(line, "#") {
			objects.WriteString(line)
		}
	}
	var all []remark
	for decoder := json.NewDecoder(strings.NewReader(objects.String())); ; {
		var packages map[string]map[string][]vetFinding
		if decoder.Decode(&packages) != nil {
			break
		}
		for _, analyzers := range packages {
			all = append(all, analyzed(analyzers)...)
		}
	}
	slices.SortFunc(all, remark.compare) // the objects have no order
	return all
}

// analyzed returns the remarks about one package.
func analyzed(analyzers map[string][]vetFinding) []remark {
	var all []remark
	for name, found := range analyzers {
		for _, f := range found {
			if m := position.FindStringSubmatch(f.Posn); m != nil {
				line, _ := strconv.Atoi(m[2])
				all = append(all, remark{file: m[1], line: line, check: name, message: f.Message})
			}
		}
	}
	return all
}

package detect

import (
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
)

// vetDetector claims no class: each analyzer looks for a pattern of its own, and
// the marks of a case say which of them should find it there.
func vetDetector() Detector {
	return Detector{
		Name:   corpus.Vet,
		Builds: []corpus.Build{corpus.Vetted},
		Read:   readLint(corpus.Vet),
	}
}

var position = regexp.MustCompile(`^(.+):(\d+):\d+$`)

// vetRemarks parses what go vet -json prints: for each package an object
// package -> analyzer -> findings, with lines that start in # between.
func vetRemarks(output string) []remark {
	var kept strings.Builder
	for line := range strings.Lines(output) {
		if !strings.HasPrefix(line, "#") {
			kept.WriteString(line)
		}
	}
	var remarks []remark
	for decoder := json.NewDecoder(strings.NewReader(kept.String())); ; {
		var packages map[string]map[string][]struct{ Posn, Message string }
		if err := decoder.Decode(&packages); err == io.EOF || err != nil {
			slices.SortFunc(remarks, remark.compare) // the objects have no order
			return remarks
		}
		for _, analyzers := range packages {
			for name, found := range analyzers {
				for _, f := range found {
					if m := position.FindStringSubmatch(f.Posn); m != nil {
						line, _ := strconv.Atoi(m[2])
						remarks = append(remarks, remark{file: m[1], line: line, check: name, message: f.Message})
					}
				}
			}
		}
	}
}

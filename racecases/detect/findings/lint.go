package findings

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
)

// remark is a finding of a linter, with the file as that names it.
func remark(n detect.Name, file string, line int, check, message string) detect.Finding {
	return detect.Finding{
		Detector: n, Label: detect.LabelOf(n, check), Message: message, Text: message,
		Places: []detect.Place{{What: check, Frame: detect.Frame{File: file, Line: line}}},
	}
}

var position = regexp.MustCompile(`^(.+):(\d+):\d+$`)

// readVet parses what go vet -json prints: for each package an object package -> analyzer -> findings, with lines that
// start in # between. What follows an object that is none is passed over.
func readVet(o detect.Output) []detect.Finding {
	var objects strings.Builder
	for line := range strings.Lines(o.Text) {
		if !strings.HasPrefix(line, "#") {
			objects.WriteString(line)
		}
	}
	var all []detect.Finding
	for decoder := json.NewDecoder(strings.NewReader(objects.String())); ; {
		var packages map[string]map[string][]struct{ Posn, Message string }
		if decoder.Decode(&packages) != nil {
			break
		}
		for _, analyzers := range packages {
			for name, found := range analyzers {
				for _, f := range found {
					if m := position.FindStringSubmatch(f.Posn); m != nil {
						line, _ := strconv.Atoi(m[2])
						all = append(all, remark(detect.Vet, m[1], line, name, f.Message))
					}
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b detect.Finding) int { // the objects have no order
		p, q := a.Places[0], b.Places[0]
		return cmp.Or(cmp.Compare(p.Frame.File, q.Frame.File), p.Frame.Line-q.Frame.Line, cmp.Compare(p.What, q.What), cmp.Compare(a.Message, b.Message))
	})
	return all
}

// readStaticcheck parses what staticcheck -f json prints: an object a line.
func readStaticcheck(o detect.Output) []detect.Finding {
	var all []detect.Finding
	for line := range strings.Lines(o.Text) {
		var found struct {
			Code     string
			Location struct {
				File string
				Line int
			}
			Message string
		}
		if json.Unmarshal([]byte(line), &found) == nil {
			all = append(all, remark(detect.Staticcheck, found.Location.File, found.Location.Line, found.Code, found.Message))
		}
	}
	return all
}

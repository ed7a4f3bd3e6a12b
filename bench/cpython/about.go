package cpython

import (
	"fmt"
	"regexp"
	"strings"

	"threadlab/bench/measure"
)

// The oldest Python that the scripts are written for.
const oldestMajor, oldestMinor = 3, 8

var names = regexp.MustCompile(`^[a-z]+[0-9]+\.[0-9]+(t|t\.gil)?$`)

// parseAbout reads what about.py prints.
func parseAbout(text string) (*Interpreter, error) {
	about := map[string]string{}
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			about[key] = value
		}
	}
	var major, minor int
	version, _, _ := strings.Cut(about["python"], ",")
	_, err := fmt.Sscanf(version, "%d.%d", &major, &minor)
	if err != nil || !names.MatchString(about["name"]) || about["gil"] == "" || about["executable"] == "" {
		return nil, fmt.Errorf("is no Python: asked what it is, it said %q", firstLine(text))
	}
	if major < oldestMajor || major == oldestMajor && minor < oldestMinor {
		return nil, fmt.Errorf("is Python %s, and the workloads need %d.%d or later", version, oldestMajor, oldestMinor)
	}
	header := fmt.Sprintf("python: %s\ngil: %s\n", about["python"], about["gil"])
	return &Interpreter{file: about["executable"], Source: measure.Source{Name: about["name"], Header: header}}, nil
}

// firstLine returns the first line that is not empty, cut to a length that is read.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > 80 {
		return string(runes[:80]) + "..."
	}
	return line
}

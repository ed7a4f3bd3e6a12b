package explore

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Source returns the lines of a file, as places name it; nil: not known.
type Source func(file string) []string

// LinesBelow returns the source of what is below one of some folders, or has an absolute name.
func LinesBelow(roots ...string) Source {
	roots = append(slices.Clip(roots), "")
	return func(file string) []string {
		for _, root := range roots {
			if text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file))); err == nil {
				return strings.Split(string(text), "\n")
			}
		}
		return nil
	}
}

// once returns a source that reads each file once. It is for one goroutine at a time.
func (s Source) once() Source {
	known := map[string][]string{}
	return func(file string) []string {
		lines, ok := known[file]
		if !ok {
			lines = s(file)
			known[file] = lines
		}
		return lines
	}
}

package explore

import (
	"os"
	"path/filepath"
	"strings"
)

// A Source returns the lines of a file, as places name it; nil: not known.
type Source func(file string) []string

// LinesBelow returns the source of what is below one of some folders, or has an absolute name.
func LinesBelow(roots ...string) Source {
	return func(file string) []string {
		for _, root := range append(roots, "") {
			if text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file))); err == nil {
				return strings.Split(string(text), "\n")
			}
		}
		return nil
	}
}

package foreign

import (
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/detect"
)

// Where finds the file of a frame, relative to the current folder; false for what
// is not of the package's module.
func (p *Package) Where(f detect.Frame) (string, bool) {
	file, ok := strings.CutPrefix(f.File, p.Module+"/")
	if !ok && p.Module != "threadlab" { // whose own paths are relative already
		return "", false
	}
	file = filepath.Join(p.Root, file)
	if _, err := os.Stat(file); err != nil {
		return "", false // another module below this one's path
	}
	if here, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(here, file); err == nil {
			return filepath.ToSlash(short), true
		}
	}
	return filepath.ToSlash(file), true
}

package usertests

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// Where finds the file of a frame, relative to the current folder; false for what is
// neither of the package's module nor of another in its workspace.
func (p *Package) Where(f detect.Frame) (string, bool) {
	file, ok := strings.CutPrefix(f.File, p.Module+"/")
	switch {
	case ok, p.Module == "threadlab" && !filepath.IsAbs(f.File): // threadlab's own paths are relative already
		file = filepath.Join(p.Root, file)
	case !slices.ContainsFunc(p.roots, func(root string) bool { return strings.HasPrefix(f.File, root+string(filepath.Separator)) }):
		return "", false
	}
	if _, err := os.Stat(file); err != nil {
		return "", false // another module below this one's path
	}
	return gocmd.FromHere(file), true
}

// named returns the name that a compiler gives a file of the module; false for others.
func (p *Package) named(path string) (string, bool) {
	rest, err := filepath.Rel(p.Root, path)
	if err != nil || !filepath.IsLocal(rest) {
		return "", false
	}
	return p.Module + "/" + filepath.ToSlash(rest), true
}

// source returns the text of a file that a frame names.
func (p *Package) source(file string) ([]byte, error) {
	file, _ = strings.CutPrefix(file, p.Module+"/")
	return os.ReadFile(filepath.Join(p.Root, file))
}

package usertests

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	return fromHere(file), true
}

func fromHere(file string) string {
	if here, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(here, file); err == nil {
			file = short
		}
	}
	return filepath.ToSlash(file)
}

// named gives the files of an overlay the names that their reader knows.
func (p *Package) named(err error, replace map[string]string) error {
	text := err.Error()
	for _, path := range slices.Sorted(maps.Keys(replace)) {
		text = strings.ReplaceAll(text, fromHere(replace[path]), fromHere(path)) // as located has it
		text = strings.ReplaceAll(text, replace[path], fromHere(path))
	}
	return errors.New(text)
}

var inPackage = regexp.MustCompile(`(?m)^(?:\./)?(\S+\.go:\d+)`)

// located gives the files in what a compiler printed, who ran where the package is, the
// names that they have here.
func (p *Package) located(text string) string {
	return inPackage.ReplaceAllStringFunc(text, func(at string) string {
		if filepath.IsAbs(at) {
			return at
		}
		return fromHere(filepath.Join(p.Dir, at))
	})
}

// source returns the text of a file that a frame names.
func (p *Package) source(file string) ([]byte, error) {
	file, _ = strings.CutPrefix(file, p.Module+"/")
	return os.ReadFile(filepath.Join(p.Root, file))
}

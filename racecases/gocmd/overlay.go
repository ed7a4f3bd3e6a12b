package gocmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// An Overlay has a build read other files in the place of some, which need not be there.
type Overlay struct {
	dir     string
	replace map[string]string
}

// NewOverlay returns one that writes into a folder, which is there.
func NewOverlay(dir string) *Overlay { return &Overlay{dir: dir, replace: map[string]string{}} }

// Add puts a text in the place of the file at an absolute path. The program names the
// file at that path only if it is compiled without [ShortPaths], or the text is [Named].
func (o *Overlay) Add(path, text string) error {
	by := filepath.Join(o.dir, fmt.Sprintf("%d-%s", len(o.replace), filepath.Base(path)))
	if err := os.WriteFile(by, []byte(text), 0o644); err != nil {
		return err
	}
	o.Use(path, by)
	return nil
}

// Use puts a file in the place of the one at an absolute path.
func (o *Overlay) Use(path, by string) { o.replace[path] = by }

// File returns the file that is read in the place of the one at a path: that one itself unless it is replaced.
func (o *Overlay) File(path string) string {
	if by, ok := o.replace[path]; ok {
		return by
	}
	return path
}

// Len returns how many files are replaced.
func (o *Overlay) Len() int { return len(o.replace) }

// Flags writes the overlay and returns the flags of a build that reads it: none if nothing is replaced.
func (o *Overlay) Flags() ([]string, error) {
	if len(o.replace) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(map[string]any{"Replace": o.replace})
	if err != nil {
		return nil, err
	}
	name := filepath.Join(o.dir, "overlay.json")
	return []string{"-overlay=" + name}, os.WriteFile(name, text, 0o644)
}

// Restore gives the files in an [Error] of a build the names of those whose place they
// take. Other errors stay as they are.
func (o *Overlay) Restore(err error) error {
	failed := new(Error)
	if !errors.As(err, &failed) {
		return err
	}
	for path, by := range o.replace {
		named := strings.NewReplacer(FromHere(by), FromHere(path), by, FromHere(path))
		for i, line := range failed.Lines {
			failed.Lines[i] = named.Replace(line)
		}
	}
	return failed
}

// ShortPaths returns the flags of the go command that have a program name the files of a module as -trimpath does,
// threadlab/primitives/lock.go; that itself would have the standard library compiled once more. The program has no DWARF, a
// tenth of the time of compiler and linker: its reports and stacks need none.
func ShortPaths(module, root string) []string {
	return []string{"-ldflags=-w", fmt.Sprintf("-gcflags=%s/...=%s", module, Trimmed(module, root))}
}

// Trimmed is what [ShortPaths] tells the compiler, for those packages of the module that
// another -gcflags is about: of several the last alone counts.
func Trimmed(module, root string) string {
	return fmt.Sprintf("'-trimpath=%s=>%s' -dwarf=false", root, module)
}

// Named returns the text of a Go file that is compiled in the place of the one at an absolute path, so that a program
// names that one. -overlay does so by itself, but not beside [ShortPaths].
func Named(path, text string) string { return "//line " + path + ":1:1\n" + text }

// Program returns the name of a program that is built to be started here: Windows starts none without its suffix.
func Program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

// Package atomicfile replaces files whole or not at all.
package atomicfile

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/robustio"
)

// Write replaces the file of a name, or makes it. Until it returns nil the old file stays as it is: the text is in a file
// beside it, of a name that [Replaces] knows and no other call uses, which is removed if that fails. Of several calls at a
// time the last one counts. Windows replaces no file that is open, as it is for a moment when another program has looked at
// it: Write tries again for two seconds. A link goes on leading to the file, and what is no file, such as /dev/stdout, is
// written to.
func Write(name string, text []byte) error {
	name, special := target(name)
	if special {
		return os.WriteFile(name, text, 0o644)
	}
	partial, err := create(name)
	if err != nil {
		return err
	}
	_, err = partial.Write(text)
	err = cmp.Or(err, partial.Close())
	if err == nil {
		err = robustio.Rename(partial.Name(), name)
	}
	if err != nil {
		_ = os.Remove(partial.Name()) // the error that counts is the first
	}
	return of(name, err)
}

// WriteAll writes files into a folder, by name, and makes it, and those in it that names with slashes are of, if need be.
func WriteAll(dir string, files map[string][]byte) error {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := cmp.Or(os.MkdirAll(filepath.Dir(file), 0o755), Write(file, files[name])); err != nil {
			return err
		}
	}
	return nil
}

const suffix = ".partial"

// create makes a file beside that of a name. One of [os.CreateTemp] would be closed to other users, whatever the umask.
func create(name string) (*os.File, error) {
	for {
		partial := fmt.Sprintf("%s.%08x%s", name, rand.Uint32(), suffix)
		file, err := os.OpenFile(partial, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			return file, of(name, err)
		}
	}
}

// of returns an error about the file beside one as an error about that one, whose name its reader knows.
func of(name string, err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return &fs.PathError{Op: path.Op, Path: name, Err: path.Err}
	case errors.As(err, &link):
		return &fs.PathError{Op: link.Op, Path: name, Err: link.Err}
	}
	return err
}

// Replaces returns the name of the file that a file was to take the place of, of a process that was killed, or that writes
// it at this moment.
func Replaces(partial string) (name string, ok bool) {
	name, ok = strings.CutSuffix(partial, suffix)
	return strings.TrimSuffix(name, filepath.Ext(name)), ok
}

// Check returns what would keep [Write] from beginning, and changes nothing.
func Check(name string) error {
	name, special := target(name)
	if special {
		return nil
	}
	partial, err := create(name)
	if err != nil {
		return err
	}
	if err := partial.Close(); err != nil {
		return err
	}
	return os.Remove(partial.Name())
}

// target returns the file that a name leads to, and whether it is none that another could take the place of.
func target(name string) (file string, special bool) {
	if file, err := filepath.EvalSymlinks(name); err == nil {
		name = file
	}
	info, err := os.Stat(name)
	return name, err == nil && !info.Mode().IsRegular() && !info.IsDir()
}

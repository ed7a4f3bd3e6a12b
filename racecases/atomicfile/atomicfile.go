// Package atomicfile replaces files whole or not at all.
package atomicfile

import (
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/robustio"
)

// Write replaces the file of a name, or makes it. Until it returns nil the old file
// stays as it is: the text is in NAME.partial, which is removed if that fails. Windows
// replaces no file that is open, as it is for a moment when another program has looked at
// it: Write tries again for two seconds. A link goes on leading to the file, and what is
// no file, such as /dev/stdout, is written to.
func Write(name string, text []byte) error {
	name, special := target(name)
	if special {
		return os.WriteFile(name, text, 0o644)
	}
	partial := name + suffix
	err := os.WriteFile(partial, text, 0o644)
	if err == nil {
		err = robustio.Rename(partial, name)
	}
	if err != nil {
		_ = os.Remove(partial) // the error that counts is the first
	}
	return err
}

const suffix = ".partial"

// Check returns what would keep [Write] from beginning, and changes nothing.
func Check(name string) error {
	name, special := target(name)
	if special {
		return nil
	}
	partial, err := os.OpenFile(name+suffix, os.O_CREATE|os.O_WRONLY, 0o644)
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

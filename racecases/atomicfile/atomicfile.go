// Package atomicfile replaces files whole or not at all.
package atomicfile

import (
	"os"

	"github.com/rogpeppe/go-internal/robustio"
)

// Write replaces the file of a name, or makes it. Until it returns nil the old file
// stays as it is: the text is in NAME.partial, which is removed if that fails. Windows
// replaces no file that is open, as it is for a moment when another program has looked at
// it: Write tries again for two seconds.
func Write(name string, text []byte) error {
	partial := name + ".partial"
	err := os.WriteFile(partial, text, 0o644)
	if err == nil {
		err = robustio.Rename(partial, name)
	}
	if err != nil {
		_ = os.Remove(partial) // the error that counts is the first
	}
	return err
}

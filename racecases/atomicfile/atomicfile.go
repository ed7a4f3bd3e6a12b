// Package atomicfile replaces files whole or not at all.
package atomicfile

import "os"

// Write replaces the file of a name, or makes it. Until it returns nil the old file
// stays as it is: the text is in NAME.partial, which is removed if that fails.
func Write(name string, text []byte) error {
	partial := name + ".partial"
	err := os.WriteFile(partial, text, 0o644)
	if err == nil {
		err = os.Rename(partial, name)
	}
	if err != nil {
		_ = os.Remove(partial) // the error that counts is the first
	}
	return err
}

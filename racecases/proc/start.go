package proc

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A StartError says why a program did not run at all, and what to set: nothing follows
// from it about that program.
type StartError struct {
	text string
	err  error
}

func (e StartError) Error() string { return e.text }

// Unwrap returns what the system said.
func (e StartError) Unwrap() error { return e.err }

// Started returns an error of starting a command, or of running it, as a [StartError] if it
// did not run. Nil and other errors stay as they are.
func Started(err error) error {
	failed := new(fs.PathError)
	if !errors.As(err, &failed) || !strings.HasPrefix(failed.Op, "fork/exec") {
		return err
	}
	if errors.Is(failed, fs.ErrPermission) && executable(failed.Path) {
		return StartError{refused(failed.Path), err}
	}
	return StartError{err.Error(), err}
}

// refused says what keeps a program from running whose mode would let it.
func refused(file string) string {
	variable := "XDG_CACHE_HOME"
	if below, err := filepath.Rel(os.TempDir(), file); err == nil && filepath.IsLocal(below) {
		variable = "TMPDIR"
	}
	return fmt.Sprintf("%s cannot be started, as on a file system that is mounted noexec: set %s to a folder where programs may run",
		file, variable)
}

// executable reports whether a file could be executed if only its mode were asked.
func executable(file string) bool {
	info, err := os.Stat(file)
	return err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0
}

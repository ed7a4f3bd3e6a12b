// Package proc runs child processes. Each leads a process group of its own: Ctrl-C in a
// terminal reaches the parent only, and the parent ends the child with everything that
// it has started. Where the kernel can do it (Linux), a child is killed when its parent
// is.
package proc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// Command is [exec.CommandContext] for a process group: when ctx ends, the whole group
// is killed.
func Command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	ownGroup(cmd)
	cmd.Cancel = func() error { return kill(cmd) }
	// A process that left the group may keep the child's output open for ever.
	cmd.WaitDelay = time.Second
	return cmd
}

// Environ returns the environment of a Go program that is watched: this process's,
// without what would change how the Go runtime behaves, and with what makes reports
// complete, quick and relative to the module's root. procs is GOMAXPROCS; 0 stands for
// the number of CPUs.
func Environ(procs int) []string {
	if procs == 0 {
		procs = runtime.NumCPU()
	}
	var env []string
	for _, kv := range os.Environ() {
		switch name, _, _ := strings.Cut(kv, "="); name {
		case "GORACE", "GODEBUG", "GOTRACEBACK", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GOCOVERDIR":
		default:
			env = append(env, kv)
		}
	}
	return append(env,
		"GOMAXPROCS="+strconv.Itoa(procs),
		"GOTRACEBACK=all",
		// The default atexit_sleep_ms of 1000 makes a 20 ms trial take a second.
		"GORACE=atexit_sleep_ms=0 halt_on_error=0 history_size=7 strip_path_prefix=threadlab/",
	)
}

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

package gocmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// ErrNoRaceBuild says that this machine cannot compile with -race. The text of
// the error that wraps it says what is missing and what to install.
var ErrNoRaceBuild = errors.New("the race build needs cgo and a C compiler")

// CheckRace reports whether this machine can compile with -race: nil, or an
// error that wraps [ErrNoRaceBuild] and says what to install.
func CheckRace(ctx context.Context) error {
	values, err := Go{}.Getenv(ctx, "CGO_ENABLED", "CC")
	if err != nil {
		return err
	}
	enabled, cc := values[0], values[1]
	// Without a C compiler in sight the go command turns cgo off by itself, so the compiler is asked for first.
	if name := strings.Fields(cc); len(name) > 0 {
		if _, err := exec.LookPath(name[0]); err != nil {
			return fmt.Errorf("%w: %q is not on PATH; install one (%s)", ErrNoRaceBuild, name[0], compilerFor(runtime.GOOS))
		}
	}
	if enabled != "1" {
		return fmt.Errorf("%w: CGO_ENABLED is %s; unset it, or set CGO_ENABLED=1", ErrNoRaceBuild, enabled)
	}
	return nil
}

// compilerFor says how a system gets a C compiler that Go can use.
func compilerFor(system string) string {
	return cmp.Or(map[string]string{
		"windows": "MinGW-w64: winget install BrechtSanders.WinLibs.POSIX.UCRT",
		"darwin":  "xcode-select --install",
		"linux":   "Debian: apt install gcc; Fedora: dnf install gcc; Alpine: apk add gcc musl-dev",
	}[system], "gcc or clang")
}

// Package measure runs the benchmarks round by round and keeps what they print.
package measure

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"

	"threadlab/racecases/gocmd"
)

// A Host is what figures must be read with: the sources and the machine they were made from and on.
type Host struct {
	Root   string // the folder of the module's go.mod
	Commit string // short; +dirty if sources other than results differ from it
	Go     string
	CPUs   int
	Kernel string
	Load   string // the load averages of 1, 5 and 15 minutes before the first round
}

const (
	unknown = "unknown"
	dirty   = "+dirty" // after a commit whose sources have changes
)

// Inspect describes this machine and the module that the working directory is in.
func Inspect(ctx context.Context) (Host, error) {
	root, err := gocmd.ModuleRoot(ctx, "threadlab")
	if err != nil {
		return Host{}, err
	}
	version, err := output(ctx, root, "go", "env", "GOVERSION")
	if err != nil {
		return Host{}, err
	}
	h := Host{Root: root, Commit: commit(ctx, root), Go: version, CPUs: runtime.NumCPU(), Kernel: unknown, Load: unknown}
	if kernel, err := output(ctx, root, "uname", "-sr"); err == nil {
		h.Kernel = kernel
	}
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		h.Load = strings.Join(strings.Fields(string(text))[:3], " ")
	}
	return h, ctx.Err()
}

// Busy reports whether others use more than a quarter of a processor, as far as the load average tells.
func (h Host) Busy() bool {
	var last float64
	_, err := fmt.Sscan(h.Load, &last)
	return err == nil && last > 0.25
}

// Header returns the lines that go in front of the figures, in Go's benchmark format.
func (h Host) Header(command string, date time.Time) string {
	return fmt.Sprintf("commit: %s\ngo: %s\ncommand: %s\ndate: %s\ncpus: %d\nkernel: %s\nload: %s\n",
		h.Commit, h.Go, command, date.UTC().Format(time.RFC3339), h.CPUs, h.Kernel, h.Load)
}

func commit(ctx context.Context, root string) string {
	hash, err := output(ctx, root, "git", "rev-parse", "--short", "HEAD")
	if err != nil {
		return unknown
	}
	changes, err := output(ctx, root, "git", "status", "--porcelain", "--", ".", ":!results")
	if err != nil || changes != "" {
		return hash + dirty
	}
	return hash
}

func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	out, err := gocmd.Go{Dir: dir}.Exec(ctx, name, args...)
	return strings.TrimSpace(string(out)), err
}

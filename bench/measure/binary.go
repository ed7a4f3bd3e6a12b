package measure

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"threadlab/bench"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
)

// A Binary is the compiled benchmarks, a [Source]: every round runs the same code.
type Binary struct{ file, dir string }

// Name returns [Go].
func (b *Binary) Name() string { return Go }

// Flags returns nothing: the benchmarks are always measured.
func (b *Binary) Flags() string { return "" }

// Header returns nothing: what there is to say is in the header of every file.
func (b *Binary) Header() string { return "" }

// Measures reports true: there is no suite without a Go side.
func (b *Binary) Measures(bench.Suite) bool { return true }

// Build compiles the benchmarks of the module at root.
func Build(ctx context.Context, root string) (*Binary, error) {
	temp, err := os.MkdirTemp("", "threadlab-bench-")
	if err != nil {
		return nil, err
	}
	b := &Binary{file: filepath.Join(temp, gocmd.Program("bench.test")), dir: filepath.Join(root, "bench")}
	// It is measured, not examined: vet would look at all that the benchmarks import, and
	// the tests beside them import an HTTP server, by way of testify.
	if _, err := (gocmd.Go{Dir: b.dir}).Output(ctx, "test", "-c", "-vet=off", "-tags=measure", "-ldflags=-w", "-o", b.file, "."); err != nil {
		b.Remove()
		return nil, fmt.Errorf("building the benchmarks: %w", err)
	}
	if err := CheckBuild(ctx, b.file); err != nil {
		b.Remove()
		return nil, err
	}
	return b, nil
}

// ErrRaceBuild is matched by the error about benchmarks that were compiled with the race detector, as GOFLAGS=-race
// does: they would measure it.
var ErrRaceBuild = errors.New("a race build measures the race detector, not the locks: build without -race (see go env GOFLAGS)")

// CheckBuild reads how a binary was compiled, and refuses a race build.
func CheckBuild(ctx context.Context, file string) error {
	info, err := gocmd.Go{}.Output(ctx, "version", "-m", file)
	if err != nil {
		return err
	}
	if strings.Contains(string(info), "\tbuild\t-race=true\n") {
		return ErrRaceBuild
	}
	return nil
}

// Remove deletes the binary.
func (b *Binary) Remove() { _ = os.RemoveAll(filepath.Dir(b.file)) }

// ErrFailed is matched by the error of a benchmark that failed, or refused to run.
var ErrFailed = errors.New("a benchmark failed")

// Round measures every cell of a suite once, in a process of its own.
func (b *Binary) Round(ctx context.Context, suite bench.Suite, with Settings, w io.Writer) error {
	args := []string{"-test.run=^$", "-test.bench=" + suite.Pattern, "-test.benchtime=" + with.Benchtime, "-test.timeout=0"}
	if with.CPU != "" {
		args = append(args, "-test.cpu="+with.CPU)
	}
	cmd := proc.Command(ctx, b.file, args...)
	cmd.Dir = b.dir
	return Child(ctx, cmd, suite.Name, w)
}

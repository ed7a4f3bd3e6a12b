package measure

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/bench"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
)

// A Binary is the compiled benchmarks: every round runs the same code. Where the linker puts a loop in memory decides
// how fast it is, more than twofold for a loop of a nanosecond, and any change of any source puts it elsewhere. So the code
// is linked several times, with its functions in another order each time, and the rounds run these layouts in turn: their median
// and interval are about the code and not about one accident of its place (Curtsinger and Berger, Stabilizer, 2013). Layout i is
// the same for the same sources and toolchain.
type Binary struct {
	files []string // of the layouts
	dir   string
}

// Source returns the benchmarks as a source: no suite is without them, and what there is to say of them is in every header.
func (b *Binary) Source() Source {
	return Source{
		Name: Go, Flags: fmt.Sprintf("-layouts %d", len(b.files)), Measures: func(bench.Suite) bool { return true }, Round: b.round,
	}
}

// Build compiles the benchmarks of the module at root and links them in so many layouts. A single one is the linker's own.
func Build(ctx context.Context, root string, layouts int) (*Binary, error) {
	temp, err := os.MkdirTemp("", "threadlab-bench-")
	if err != nil {
		return nil, err
	}
	b := &Binary{dir: filepath.Join(root, "bench")}
	for i := range layouts {
		b.files = append(b.files, filepath.Join(temp, gocmd.Program(fmt.Sprintf("bench%d.test", i+1))))
		seed := i + 1
		if layouts == 1 {
			seed = 0
		}
		if err := Compile(ctx, b.dir, b.files[i], fmt.Sprintf("-ldflags=-w -randlayout=%d", seed)); err != nil {
			b.Remove()
			return nil, err
		}
	}
	return b, nil
}

// Compile compiles the benchmarks in a folder into a file, with these flags of go test -c. A race build is refused.
func Compile(ctx context.Context, dir, file string, flags ...string) error {
	// It is measured, not examined: vet would look at all that the benchmarks import, and
	// the tests beside them import an HTTP server, by way of testify.
	args := slices.Concat([]string{"test", "-c", "-vet=off", "-tags=measure", "-o", file}, flags, []string{"."})
	if _, err := (gocmd.Go{Dir: dir}).Output(ctx, args...); err != nil {
		return fmt.Errorf("building the benchmarks: %w", err)
	}
	return CheckBuild(ctx, file)
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

// Remove deletes the files.
func (b *Binary) Remove() { _ = os.RemoveAll(filepath.Dir(b.files[0])) }

// ErrFailed is matched by the error of a benchmark that failed, or refused to run.
var ErrFailed = errors.New("a benchmark failed")

// round measures every cell of a suite once, in a process of its own. The line in front of the figures is no figure and no
// configuration: other readers take the layouts for the one code that they are.
func (b *Binary) round(ctx context.Context, suite bench.Suite, round int, with Settings, w io.Writer) error {
	layout := round % len(b.files)
	if _, err := fmt.Fprintf(w, "# layout %d of %d\n", layout+1, len(b.files)); err != nil {
		return err
	}
	args := []string{"-test.run=^$", "-test.bench=" + suite.Pattern, "-test.benchtime=" + with.Benchtime, "-test.timeout=0"}
	if with.CPU != "" {
		args = append(args, "-test.cpu="+with.CPU)
	}
	cmd := proc.Command(ctx, b.files[layout], args...)
	cmd.Dir = b.dir
	return Child(ctx, cmd, suite.Name, w)
}

package compare

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/proc"
)

// A Side is the built benchmarks of a revision, and what they printed.
type Side struct {
	Name string // in messages and tables
	file string // the binary
	dir  string // where it runs
	text bytes.Buffer
}

// Build compiles the benchmarks of the module at root into a file. The same sources make the same binary, wherever
// they lie.
func Build(ctx context.Context, name, root, file string) (*Side, error) {
	s := &Side{Name: name, file: file, dir: filepath.Join(root, "bench")}
	if err := measure.Compile(ctx, s.dir, file, "-trimpath", "-buildvcs=false"); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return s, nil
}

// Again returns the same binary as a side of its own: the control.
func (s *Side) Again() *Side { return &Side{Name: s.Name + " again", file: s.file, dir: s.dir} }

// Text returns what was measured so far, in Go's benchmark format.
func (s *Side) Text() []byte { return s.text.Bytes() }

// Raw reads what was measured.
func (s *Side) Raw() (*report.Raw, error) { return report.Parse(s.text.Bytes(), s.Name) }

// list returns the benchmarks that match the first part of a pattern.
func (s *Side) list(ctx context.Context, pattern string) ([]string, error) {
	first, _, _ := strings.Cut(pattern, "/")
	out, err := s.run(ctx, "-test.list="+first)
	if err != nil {
		return nil, err
	}
	names := strings.Fields(out)
	return slices.DeleteFunc(names, func(n string) bool { return !strings.HasPrefix(n, "Benchmark") }), nil
}

// measure runs one benchmark for one round.
func (s *Side) measure(ctx context.Context, name, pattern, benchtime string) error {
	_, rest, deeper := strings.Cut(pattern, "/")
	name = "^" + name + "$"
	if deeper {
		name += "/" + rest
	}
	out, err := s.run(ctx, "-test.run=^$", "-test.bench="+name, "-test.benchtime="+benchtime, "-test.timeout=0")
	if err == nil {
		s.text.WriteString(out)
	}
	return err
}

// run returns what the binary printed. Benchmarks that do not run through are a [measure.ErrFailed].
func (s *Side) run(ctx context.Context, args ...string) (string, error) {
	cmd := proc.Command(ctx, s.file, args...)
	cmd.Dir = s.dir
	var out strings.Builder
	err := measure.Child(ctx, cmd, s.Name, &out)
	return out.String(), err
}

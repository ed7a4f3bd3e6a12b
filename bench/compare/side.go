package compare

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
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
	if _, err := (gocmd.Go{Dir: root}).Output(ctx, "test", "-c", "-vet=off", "-tags=measure", "-trimpath", "-buildvcs=false", "-o", file, "./bench"); err != nil {
		return nil, fmt.Errorf("building the benchmarks of %s: %w", name, err)
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

// ErrFailed is matched by the error of benchmarks that did not run through.
var ErrFailed = errors.New("the benchmarks failed")

func (s *Side) run(ctx context.Context, args ...string) (string, error) {
	cmd := proc.Command(ctx, s.file, args...)
	var stderr bytes.Buffer
	cmd.Dir, cmd.Stderr = s.dir, &stderr
	out, err := cmd.Output()
	err = proc.Started(err)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.As(err, new(proc.StartError)):
		return "", fmt.Errorf("%s: %w", s.Name, err)
	case err != nil:
		return "", fmt.Errorf("%w: %s: %w: %s", ErrFailed, s.Name, err, lastWords(out, stderr.Bytes()))
	}
	return string(out), nil
}

// lastWords returns the line that says what went wrong: the first on stderr, or the last on stdout that is not FAIL.
func lastWords(stdout, stderr []byte) string {
	if line, _, _ := strings.Cut(strings.TrimSpace(string(stderr)), "\n"); line != "" {
		return line
	}
	lines := strings.Split(strings.TrimSpace(string(stdout)), "\n")
	for _, line := range slices.Backward(lines) {
		if line = strings.TrimSpace(line); line != "" && line != "FAIL" && !strings.HasPrefix(line, "---") {
			return line
		}
	}
	return "it said nothing"
}

// Package cpython has a real Python do the work of Threadlab's benchmarks, so that its figures stand beside ours.
//
//	go tool threadlab bench -python python3 -python PATH/python3.13t
//	python3 bench/cpython/lock.py -benchtime 100ms                    by hand, one round of one suite
//
// Each suite has a script that does the same work as its Go benchmarks, under the same names with
// impl=cpython3.13, and prints Go's benchmark format; gobench.py says how it measures. Any Python from 3.8 on
// will do. build.sh makes the two that this project compares with, CPython 3.13 with its GIL and without.
//
// What differs from Go, and has to: goroutines=16 are 16 threads of the operating system. work_ns is a loop of
// that interpreter, calibrated by it, so an equal time and not an equal amount of work. A holder that yields sleeps for 0
// seconds. A loop's own cost, 5 to 10 ns, is up to a fifth of a free lock's turn here; loop-ns says what it was. And
// -procs is Go's alone: Python uses the processors that there are.
package cpython

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/racecases/proc"
)

//go:embed *.py
var embedded embed.FS

// Scripts are the workloads, in a folder where an interpreter can read them.
type Scripts struct{ dir string }

// Unpack writes the scripts into a folder of their own.
func Unpack() (*Scripts, error) {
	dir, err := os.MkdirTemp("", "threadlab-python-")
	if err != nil {
		return nil, err
	}
	s := &Scripts{dir}
	if err := os.CopyFS(dir, embedded); err != nil {
		s.Remove()
		return nil, err
	}
	return s, nil
}

// Remove deletes them.
func (s *Scripts) Remove() { _ = os.RemoveAll(s.dir) }

// An Interpreter is a Python that can do the work. Its name is what it is, "cpython3.13t": implementation and version, with a
// t if it has no GIL; its header says besides which compiler made it, and whether its GIL is on.
type Interpreter struct {
	measure.Source
	scripts *Scripts
	file    string // where it says that it is
}

func (p *Interpreter) run(ctx context.Context, suite bench.Suite, w io.Writer, args ...string) error {
	cmd := proc.Command(ctx, p.file, append([]string{filepath.Join(p.scripts.dir, suite.Name+".py")}, args...)...)
	return measure.Child(ctx, cmd, suite.Name+" of "+p.Name, w)
}

// ErrNone is matched by the error of [Scripts.Find] when there is no such program.
var ErrNone = errors.New("not found")

// Find asks an interpreter, a name on PATH or a path, what it is. An error is one line that says why it will not do.
func (s *Scripts) Find(ctx context.Context, given string) (*Interpreter, error) {
	file, err := exec.LookPath(given)
	if err != nil {
		if strings.ContainsRune(given, filepath.Separator) {
			return nil, fmt.Errorf("no program %s: %w", given, ErrNone)
		}
		return nil, fmt.Errorf("no %s on PATH: %w", given, ErrNone)
	}
	var answer, complaint bytes.Buffer
	cmd := proc.Command(ctx, file, filepath.Join(s.dir, "about.py"))
	cmd.Stdout, cmd.Stderr = &answer, &complaint
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%s is no Python: asked what it is, it ended with %w: %s", given, err, firstLine(complaint.String()))
	}
	p, err := parseAbout(answer.String())
	if err != nil {
		return nil, fmt.Errorf("%s %w", given, err)
	}
	p.scripts, p.Flags = s, "-python "+given
	p.Measures = func(suite bench.Suite) bool {
		_, err := fs.Stat(embedded, suite.Name+".py")
		return err == nil
	}
	p.Round = func(ctx context.Context, suite bench.Suite, _ int, with measure.Settings, w io.Writer) error {
		return p.run(ctx, suite, w, "-benchtime", with.Benchtime)
	}
	return p, nil
}

// The oldest Python that the scripts are written for.
const oldestMajor, oldestMinor = 3, 8

var names = regexp.MustCompile(`^[a-z]+[0-9]+\.[0-9]+(t|t\.gil)?$`)

// parseAbout reads what about.py prints.
func parseAbout(text string) (*Interpreter, error) {
	about := map[string]string{}
	for line := range strings.Lines(text) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			about[key] = value
		}
	}
	var major, minor int
	version, _, _ := strings.Cut(about["python"], ",")
	_, err := fmt.Sscanf(version, "%d.%d", &major, &minor)
	if err != nil || !names.MatchString(about["name"]) || about["gil"] == "" || about["executable"] == "" {
		return nil, fmt.Errorf("is no Python: asked what it is, it said %q", firstLine(text))
	}
	if major < oldestMajor || major == oldestMajor && minor < oldestMinor {
		return nil, fmt.Errorf("is Python %s, and the workloads need %d.%d or later", version, oldestMajor, oldestMinor)
	}
	header := fmt.Sprintf("python: %s\ngil: %s\n", about["python"], about["gil"])
	return &Interpreter{file: about["executable"], Source: measure.Source{Name: about["name"], Header: header}}, nil
}

// firstLine returns the first line that is not empty, cut to a length that is read.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if runes := []rune(line); len(runes) > 80 {
		return string(runes[:80]) + "..."
	}
	return line
}

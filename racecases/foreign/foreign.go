// Package foreign runs the detectors over the tests of any Go package: each test
// by itself in a process of its own, so that whose report it is follows from the
// process, and where the bug is from the stacks in the report.
package foreign

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

// A Package is somebody's package with tests.
type Package struct {
	ImportPath string
	Module     string // its module's path
	Root       string // where the module is
	Dir        string // where the package is: its tests run there

	binaries map[corpus.Build]string
}

// Find returns the packages that a pattern names, as the go command understands
// it from the given folder. One that cannot be loaded is an error beside the others.
func Find(ctx context.Context, dir string, patterns ...string) ([]*Package, []error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-e", "-json=ImportPath,Dir,Module,TestGoFiles,XTestGoFiles,Error", "--"}, patterns...)...)
	cmd.Dir = dir
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, []error{fmt.Errorf("go list %s: %s", strings.Join(patterns, " "), firstLine(errs.String()))}
	}
	wildcard := strings.Contains(strings.Join(patterns, " "), "...")
	var packages []*Package
	var failed []error
	for decoder := json.NewDecoder(&out); decoder.More(); {
		var p struct {
			ImportPath, Dir           string
			Module                    *struct{ Path, Dir string }
			TestGoFiles, XTestGoFiles []string
			Error                     *struct{ Err string }
		}
		if err := decoder.Decode(&p); err != nil {
			return packages, append(failed, err)
		}
		switch {
		case p.Error != nil:
			failed = append(failed, fmt.Errorf("%s: cannot be loaded: %s", p.ImportPath, firstLine(p.Error.Err)))
		case p.Module == nil:
			failed = append(failed, fmt.Errorf("%s: belongs to no module", p.ImportPath))
		case len(p.TestGoFiles)+len(p.XTestGoFiles) == 0:
			if !wildcard { // nobody asked for this one by name
				failed = append(failed, fmt.Errorf("%s: has no tests", p.ImportPath))
			}
		default:
			packages = append(packages, &Package{
				ImportPath: p.ImportPath, Module: p.Module.Path, Root: p.Module.Dir, Dir: p.Dir, binaries: map[corpus.Build]string{},
			})
		}
	}
	return packages, failed
}

// Build compiles the package's tests into dir.
func (p *Package) Build(ctx context.Context, dir string, build corpus.Build) error {
	file := filepath.Join(dir, strings.ReplaceAll(p.ImportPath, "/", "-")+"."+string(build)+".test")
	args := []string{"test", "-c", "-trimpath", "-vet=off", "-o", file}
	env := "CGO_ENABLED=0"
	if build == corpus.Race {
		args, env = append(args, "-race"), "CGO_ENABLED=1"
	}
	cmd := exec.CommandContext(ctx, "go", append(args, p.ImportPath)...)
	cmd.Dir, cmd.Env = p.Dir, append(os.Environ(), env)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: does not build (%s build):\n%s", p.ImportPath, build, bytes.TrimSpace(text))
	}
	p.binaries[build] = file
	return nil
}

// Tests returns the names of the tests that a pattern selects, as -run does.
func (p *Package) Tests(ctx context.Context, pattern string) ([]string, error) {
	top, _, _ := strings.Cut(pattern, "/")
	if _, err := regexp.Compile(top); err != nil {
		return nil, fmt.Errorf("-run %s: %w", pattern, err)
	}
	cmd := exec.CommandContext(ctx, p.anyBinary(), "-test.list", top)
	cmd.Dir = p.Dir
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: its tests cannot be listed: %w", p.ImportPath, err)
	}
	var tests []string
	for name := range strings.FieldsSeq(string(out)) {
		if strings.HasPrefix(name, "Test") {
			tests = append(tests, name)
		}
	}
	if len(tests) == 0 {
		return nil, fmt.Errorf("%s: no test matches -run %q", p.ImportPath, pattern)
	}
	return tests, nil
}

func (p *Package) anyBinary() string {
	for _, b := range corpus.Everyday() {
		if p.binaries[b] != "" {
			return p.binaries[b]
		}
	}
	return ""
}

// ErrNotBuilt says that a build of the package was not made.
var ErrNotBuilt = errors.New("was not built")

// Run runs one test once in a process of its own.
func (p *Package) Run(ctx context.Context, test, pattern string, s trial.Spec) (trial.Answer, error) {
	binary := p.binaries[s.Build]
	if binary == "" {
		return trial.Answer{}, fmt.Errorf("%s: the %s build %w", p.ImportPath, s.Build, ErrNotBuilt)
	}
	run := "^" + regexp.QuoteMeta(test) + "$"
	if _, sub, found := strings.Cut(pattern, "/"); found {
		run += "/" + sub
	}
	child := exec.Command(binary, "-test.run", run, "-test.count=1", "-test.v")
	child.Dir = p.Dir
	s.Code = p.Module
	return trial.Start(ctx, child, s)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}

// Package usertests runs the detectors over the tests of any Go package: each test
// by itself in a process of its own, so that whose report it is follows from the
// process, and where the bug is from the stacks in the report.
package usertests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
)

// A Package is somebody's package with tests.
type Package struct {
	ImportPath string
	Module     string // its module's path
	Root       string // where the module is
	Dir        string // where the package is: its tests run there

	cached   bool       // in the module cache, whose files the go command does not replace
	files    []testFile // of its tests
	binaries map[detect.Build]string
	remarks  map[detect.Build][]detect.Finding // of the linters that were run
	hooked   bool                              // goleak looks at every test
	unhooked error                             // why it does not
}

// Find returns the packages that a pattern names, as the go command understands
// it from the given folder. One that cannot be loaded is an error beside the others.
func Find(ctx context.Context, dir string, patterns ...string) ([]*Package, []error) {
	type listed struct {
		ImportPath, Dir string
		Module          *struct {
			Path, Dir, Version string
			Replace            *struct{}
		}
		TestGoFiles, XTestGoFiles []string
		Error                     *struct{ Err string }
	}
	list, err := gocmd.List[listed](ctx, gocmd.Go{Dir: dir}, append([]string{"-e", "--"}, patterns...)...)
	if err != nil {
		return nil, []error{fmt.Errorf("go list %s: %w", strings.Join(patterns, " "), err)}
	}
	wildcard := strings.Contains(strings.Join(patterns, " "), "...")
	var packages []*Package
	var failed []error
	for _, p := range list {
		switch {
		case p.Error != nil:
			failed = append(failed, fmt.Errorf("%s: cannot be loaded: %s", p.ImportPath, gocmd.FirstLine(p.Error.Err)))
		case p.Module == nil:
			failed = append(failed, fmt.Errorf("%s: belongs to no module", p.ImportPath))
		case len(p.TestGoFiles)+len(p.XTestGoFiles) == 0:
			if !wildcard { // nobody asked for this one by name
				failed = append(failed, fmt.Errorf("%s: %w", p.ImportPath, ErrNoTests))
			}
		default:
			found := &Package{
				ImportPath: p.ImportPath, Module: p.Module.Path, Root: p.Module.Dir, Dir: p.Dir,
				cached:   p.Module.Version != "" && p.Module.Replace == nil,
				binaries: map[detect.Build]string{}, remarks: map[detect.Build][]detect.Finding{},
			}
			if err := found.parse(append(p.TestGoFiles, p.XTestGoFiles...)); err != nil {
				failed = append(failed, fmt.Errorf("%s: does not build: %s", p.ImportPath, gocmd.FirstLine(err.Error())))
				continue
			}
			packages = append(packages, found)
		}
	}
	return packages, failed
}

// parse reads the files of the package's tests.
func (p *Package) parse(names []string) error {
	for _, name := range names {
		f, err := parseTests(filepath.Join(p.Dir, name))
		if err != nil {
			return err
		}
		p.files = append(p.files, f)
	}
	return nil
}

// ErrNoTests says that there is nothing to run in a package.
var ErrNoTests = errors.New("has no tests")

// Tests returns the names of the tests that a pattern selects, as -run does.
func (p *Package) Tests(pattern string) ([]string, error) {
	top, _, _ := strings.Cut(pattern, "/")
	selects, err := regexp.Compile(top)
	if err != nil {
		return nil, fmt.Errorf("-run %s: %w", pattern, err)
	}
	var tests []string
	for _, f := range p.files {
		for _, test := range f.tests {
			if selects.MatchString(test.name) {
				tests = append(tests, test.name)
			}
		}
	}
	switch {
	case len(tests) > 0:
		return tests, nil
	case !slices.ContainsFunc(p.files, func(f testFile) bool { return len(f.tests) > 0 }):
		return nil, fmt.Errorf("%s: %w (benchmarks, examples and fuzz tests are not run)", p.ImportPath, ErrNoTests)
	}
	return nil, fmt.Errorf("%s: %w that match -run %q", p.ImportPath, ErrNoTests, pattern)
}

// run runs one test once, in a build that was made and in a process of its own.
func (p *Package) run(ctx context.Context, test string, build detect.Build, plan Plan) (detect.Output, error) {
	binary := p.binaries[build]
	run := "^" + regexp.QuoteMeta(test) + "$"
	if _, sub, found := strings.Cut(plan.Pattern, "/"); found {
		run += "/" + sub
	}
	record := filepath.Join(filepath.Dir(binary), "record")
	if err := os.RemoveAll(record); err != nil {
		return detect.Output{}, err
	}
	child := proc.Command(ctx, binary, "-test.run", run, "-test.count=1", "-test.v", "-test.paniconexit0")
	child.Dir, child.Env = p.Dir, append(proc.Environ(plan.Procs), "THREADLAB_RECORD="+record)
	// The same time again, so that one slow moment of the machine is not taken for a hang.
	end, err := proc.Watch(ctx, child, 2*plan.Deadline, nil)
	if err != nil {
		return detect.Output{}, err
	}
	o := detect.Output{
		Build: build, Package: p.Module, Text: end.Output, Exit: end.Exit, Hung: end.Hung, Elapsed: end.Elapsed,
	}
	text, err := os.ReadFile(record)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return o, nil
	case build == detect.LeakProfileBuild:
		o.Profile = string(text)
	default:
		o.Leaks = string(text)
	}
	return o, err
}

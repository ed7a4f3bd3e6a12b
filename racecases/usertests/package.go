// Package usertests runs the detectors over the tests of any Go package: each test by itself in a process of its own,
// so that the process names the test of a report, and the stacks in the report name the place of the bug.
package usertests

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A Package is a package with tests.
type Package struct {
	ImportPath string
	Module     string // its module's path
	Root       string // where the module is
	Dir        string // where the package is: its tests run there

	vetted   int        // how many packages go vet examines: it with the tests in it, and that of its other tests
	cgo      bool       // the tests are partly written in C
	roots    []string   // of all modules of the workspace
	cached   bool       // in the module cache, whose files the go command does not replace
	files    []testFile // of its tests
	binaries map[detect.Build]string
	remarks  map[detect.Build][]detect.Finding // of the linters that were run
	told     map[string]bool                   // remarks outside the tests that were told with a race in one
	hooked   bool                              // goleak looks at every test
	unhooked error                             // why it does not
}

// A listed package is one as go list describes it.
type listed struct {
	ImportPath, Dir string
	Module          *struct {
		Path, Dir, Version string
		Replace            *struct{}
	}
	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles, IgnoredGoFiles []string
	Error                                                        *struct{ Err string }
}

// Find returns the packages that a pattern names, as the go command understands
// it from the given folder. One that cannot be loaded is an error beside the others.
func Find(ctx context.Context, dir string, patterns ...string) ([]*Package, []error) {
	list, err := gocmd.List[listed](ctx, gocmd.Go{Dir: dir}, append([]string{"-e", "--"}, patterns...)...)
	if err != nil {
		return nil, []error{fmt.Errorf("go list %s: %w", strings.Join(patterns, " "), err)}
	}
	cgo, roots := dependencies(ctx, dir, patterns)
	wildcard := strings.Contains(strings.Join(patterns, " "), "...")
	var packages []*Package
	var failed, constrained []error
	for _, l := range list {
		p, err := l.load()
		switch {
		case err == nil:
			p.cgo, p.roots = cgo[p.ImportPath], roots
			packages = append(packages, p)
		case wildcard && err == ErrNoTests: // it was not asked for by name
		case wildcard && errors.Is(err, ErrNoTests):
			constrained = append(constrained, fmt.Errorf("%s: %w", l.ImportPath, err))
		default:
			failed = append(failed, fmt.Errorf("%s: %w", l.ImportPath, err))
		}
	}
	if len(packages)+len(failed) == 0 { // that is why there is nothing
		failed = constrained
	}
	return packages, failed
}

// load reads the tests of a package.
func (l listed) load() (*Package, error) {
	switch {
	case l.Error != nil:
		return nil, errors.New("cannot be loaded: " + gocmd.FirstLine(l.Error.Err))
	case l.Module == nil:
		return nil, errors.New("belongs to no module: want a package of one, and GO111MODULE not off")
	case len(l.TestGoFiles)+len(l.XTestGoFiles) == 0:
		return nil, l.noTests()
	}
	p := &Package{
		ImportPath: l.ImportPath, Module: l.Module.Path, Root: l.Module.Dir, Dir: l.Dir,
		cached:   l.Module.Version != "" && l.Module.Replace == nil,
		binaries: map[detect.Build]string{}, remarks: map[detect.Build][]detect.Finding{}, told: map[string]bool{},
	}
	for _, files := range [][]string{slices.Concat(l.GoFiles, l.CgoFiles, l.TestGoFiles), l.XTestGoFiles} {
		p.vetted += min(1, len(files))
	}
	for _, name := range append(l.TestGoFiles, l.XTestGoFiles...) {
		f, err := parseTests(filepath.Join(p.Dir, name))
		if err != nil {
			return nil, errors.New("does not build: " + gocmd.FirstLine(err.Error()))
		}
		p.files = append(p.files, f)
	}
	return p, nil
}

// noTests says that a package has no tests, or names a file of them that a build constraint leaves out.
func (l listed) noTests() error {
	isTest := func(name string) bool { return strings.HasSuffix(name, "_test.go") }
	if i := slices.IndexFunc(l.IgnoredGoFiles, isTest); i >= 0 {
		return fmt.Errorf("%w: its build constraint leaves out %s (tags are set as in GOFLAGS=-tags=NAME)", ErrNoTests, l.IgnoredGoFiles[i])
	}
	return ErrNoTests
}

// tests yields the tests, each with the name that a compiler gives its file.
func (p *Package) tests() iter.Seq2[string, testFunc] {
	return func(yield func(string, testFunc) bool) {
		for _, f := range p.files {
			file, _ := p.named(f.path) // it is below the module
			for _, test := range f.tests {
				if !yield(file, test) {
					return
				}
			}
		}
	}
}

// Others returns how much of the package is no test.
func (p *Package) Others() (all Others) {
	for _, f := range p.files {
		all.Include(f.others)
	}
	return all
}

// ErrNoTests says that there is nothing to run in a package.
var ErrNoTests = errors.New("has no tests")

// Tests returns the names of the tests that a pattern selects, as -run does. One that a test of the package and one of its
// external tests have is once among them: -run cannot tell them apart.
func (p *Package) Tests(pattern string) ([]string, error) {
	top, _, _ := strings.Cut(pattern, "/")
	selects, err := regexp.Compile(top)
	if err != nil {
		return nil, fmt.Errorf("-run %s: %w", pattern, err)
	}
	var tests []string
	all := 0
	for _, test := range p.tests() {
		all++
		if selects.MatchString(test.name) && !slices.Contains(tests, test.name) {
			tests = append(tests, test.name)
		}
	}
	switch {
	case len(tests) > 0:
		return tests, nil
	case all == 0:
		return nil, fmt.Errorf("%s: %w (benchmarks, examples and fuzz tests are not run)", p.ImportPath, ErrNoTests)
	}
	err = fmt.Errorf("%s: %w that match -run %q", p.ImportPath, ErrNoTests, pattern)
	if left := p.Others().String(); left != "" {
		err = fmt.Errorf("%w (left out: %s)", err, left)
	}
	return nil, err
}

// Named counts the tests of a name.
func (p *Package) Named(name string) (n int) {
	for _, test := range p.tests() {
		if test.name == name {
			n++
		}
	}
	return n
}

// A compiled package is what go list says of one that tests are made of.
type compiled struct {
	ImportPath string
	Standard   bool
	Module     *struct {
		Dir  string
		Main bool // of a workspace all modules are
	}
	CgoFiles []string
	Imports  []string // as they are resolved
}

// dependencies looks at what the tests that patterns name are made of: which packages have tests that are partly in C,
// where this machine compiles C, and where the reader's modules are. What cannot be listed cannot be built.
func dependencies(ctx context.Context, dir string, patterns []string) (cgo map[string]bool, roots []string) {
	all, err := gocmd.List[compiled](ctx, gocmd.Go{Dir: dir}, append([]string{"-e", "-deps", "-test", "--"}, patterns...)...)
	if err != nil {
		return nil, nil
	}
	cgo = map[string]bool{}
	uses := map[string]bool{} // what a package imports is listed before it
	for _, p := range all {
		uses[p.ImportPath] = !p.Standard && len(p.CgoFiles) > 0 ||
			slices.ContainsFunc(p.Imports, func(path string) bool { return uses[path] })
		if tested, ok := strings.CutSuffix(p.ImportPath, ".test"); ok {
			cgo[tested] = uses[p.ImportPath]
		}
		if m := p.Module; m != nil && m.Main && !slices.Contains(roots, m.Dir) {
			roots = append(roots, m.Dir)
		}
	}
	return cgo, roots
}

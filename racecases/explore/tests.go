package explore

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// Tests returns the program of the tests of a package, as a pattern names it for the go
// command in dir, that run selects as go test -run does. An entry point is a test, with
// the pattern of its subtests after a slash if run has one.
func Tests(ctx context.Context, dir, pattern, run string, mode BuildMode) (*Program, error) {
	all, target, err := list(ctx, dir, pattern, mode)
	if err != nil {
		return nil, err
	}
	here, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	values, err := gocmd.Go{Dir: dir}.Getenv(ctx, "GOMODCACHE", "GOFLAGS", "GOWORK", "GOVERSION", "GOROOT")
	if err != nil {
		return nil, err
	}
	s := &suite{all: all, target: target, cache: values[0], tags: tagsIn(values[1]), goes: strings.TrimPrefix(values[3], "go"), goroot: values[4]}
	roots := []string{here, s.cache}
	if work := values[2]; filepath.IsAbs(work) { // the modules of a workspace are named from its folder
		roots = append(roots, filepath.Dir(work))
	}
	p := &Program{
		Name: target.ImportPath, Module: target.Module.Path, Version: target.Module.Version,
		mode: mode, roots: roots, folder: target.Dir, module: target.Module.Dir, prepare: s.prepare,
	}
	if err := s.parse(); err != nil {
		return nil, err
	}
	if p.Entries, err = s.selected(run); err != nil {
		return nil, err
	}
	p.Notes = append(s.inParallel(p.Entries), s.inC()...)
	if mode.accesses() {
		s.watch()
		p.Notes = append(p.Notes, s.watchedModules()...)
	}
	return p, nil
}

// owns reports whether a package is the user's: of the module of the tests, or of another
// of their workspace.
func (s *suite) owns(p listed) bool { return p.Module.Main || p.Module.Path == s.target.Module.Path }

// inC names the packages that use C.
func (s *suite) inC() (notes []string) {
	for _, p := range s.all {
		if p.usesCgo() {
			notes = append(notes, "C is not explored: a call of it is one step, in "+p.ImportPath)
		}
	}
	return notes
}

// tagsIn returns the build tags in a value of GOFLAGS.
func tagsIn(flags string) []string {
	var tags []string
	for flag := range strings.FieldsSeq(flags) {
		name, value, _ := strings.Cut(strings.TrimLeft(strings.Trim(flag, `'"`), "-"), "=")
		if name == "tags" {
			tags = strings.Split(value, ",")
		}
	}
	return tags
}

// Folder returns where the package of the tests is, as the places in reports name it.
func (p *Program) Folder() string {
	return path.Dir(p.relative(filepath.ToSlash(p.folder) + "/file.go"))
}

// A suite is the tests of a package, and what they are made of.
type suite struct {
	all     []listed
	target  listed
	cache   string // of modules
	tags    []string
	goes    string          // the version of Go
	goroot  string          // its folder
	watched map[string]bool // the packages with points at accesses, if the mode asks for them
	parts   [2]part         // the tests of the package, and those of the package with _test in its name
}

// selected returns the entry points that a pattern selects.
func (s *suite) selected(run string) ([]string, error) {
	top, below, found := strings.Cut(run, "/")
	if found {
		below = "/" + below
	}
	selects, err := regexp.Compile(top)
	if err != nil {
		return nil, fmt.Errorf("-run %s: %w", run, err)
	}
	var entries []string
	for _, p := range s.parts {
		for _, name := range p.tests {
			if entry := s.entry(p, name); selects.MatchString(name) || selects.MatchString(entry) {
				entries = append(entries, entry+below)
			}
		}
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: no test matches -run %q", s.target.ImportPath, run)
	}
	return entries, nil
}

// entry names a test: with its package if both have one of this name.
func (s *suite) entry(p part, test string) string {
	for _, other := range s.parts {
		if !slices.Contains(other.tests, test) {
			return test
		}
	}
	return p.pkg + "." + test
}

// prepare copies what the tests are made of into dir: all that is to be changed may be
// in the module cache, where the go command reads no overlay.
func (s *suite) prepare(ctx context.Context, dir string) (compilation, error) {
	m, err := newModuleCopy(dir, s.all, s.target, s.goes)
	if err != nil {
		return compilation{}, err
	}
	own, err := ownModule(ctx)
	if err != nil {
		return compilation{}, err
	}
	m.mods[ownPath] = own
	if err := m.identify(s.cache); err != nil {
		return compilation{}, err
	}
	if err := m.writeMods(); err != nil {
		return compilation{}, err
	}
	l, err := s.library()
	if err != nil {
		return compilation{}, err
	}
	if err := writeFile(filepath.Join(m.folder(s.target), mainFolder, "main.go"), []byte(s.main(l))); err != nil {
		return compilation{}, err
	}
	packages, err := s.concurrent()
	return compilation{
		root: m.root, cgo: slices.ContainsFunc(s.all, listed.usesCgo), tags: s.tags, env: []string{"GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off"},
		link: "-w", observed: true, own: own, packages: packages, accesses: slices.Sorted(maps.Keys(s.watched)),
		main: s.target.ImportPath + "/" + mainFolder, library: l,
	}, err
}

// concurrent returns the packages of the user's own modules, those others that may wait
// or start goroutines, and those that get points at accesses.
func (s *suite) concurrent() ([]string, error) {
	var packages []string
	if len(s.target.XTestGoFiles) > 0 {
		packages = append(packages, s.target.ImportPath+"/"+external)
	}
	for _, p := range s.all {
		if p.ImportPath == goid || p.ImportPath == s.target.ImportPath && p.empty() {
			continue
		}
		waits, err := p.waits()
		if err != nil {
			return nil, fmt.Errorf("%s: does not build: %w", p.ImportPath, err)
		}
		if waits || s.watched[p.ImportPath] || s.owns(p) {
			packages = append(packages, p.ImportPath)
		}
	}
	return packages, nil
}

// main returns the main function of the process that explores. What tests print goes
// nowhere: its output is the answer.
func (s *suite) main(l library) string {
	tests, testMain := "", "nil"
	imports, hook := l.main()
	for _, p := range s.parts {
		if len(p.tests) == 0 && !p.main {
			continue
		}
		imports += fmt.Sprintf("\t%s %q\n", p.alias, p.path)
		for _, test := range p.tests {
			tests += fmt.Sprintf("\t\t%q: %s.%s,\n", s.entry(p, test), p.alias, test)
		}
		if p.main {
			testMain = p.alias + ".TestMain"
		}
	}
	return `package main

import (
	"io"
	"log"
	"os"

	"` + ownPath + `/harness"
	explored "` + ownPath + `/testing"
` + imports + `)

func main() {
	in, out, errs := os.Stdin, os.Stdout, os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		panic(err)
	}
	os.Stdin, os.Stdout, os.Stderr = null, null, null
	log.SetOutput(io.Discard)
` + hook + `	os.Exit(harness.Main(in, out, errs, explored.Find(map[string]func(*explored.T){
` + tests + `	}, ` + testMain + `)))
}
`
}

package explore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/instrument"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
)

// A Suite is the tests of somebody's package.
type Suite struct {
	Package string
	Tests   []string // those that are selected
	Notes   []string // what is not done that go test would do

	roots    []string // what places are named relative to
	how      How
	all      []listed
	target   listed
	internal []string
	external []string
	below    string // which subtests
	file     string
}

// FindSuite finds the tests of a package, as a pattern names it for the go command in
// dir, that run selects as go test -run does.
func FindSuite(ctx context.Context, dir, pattern, run string, how How) (*Suite, error) {
	all, target, err := list(ctx, dir, pattern, how)
	if err != nil {
		return nil, err
	}
	s := &Suite{Package: target.ImportPath, how: how, all: all, target: target}
	here, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	cache, err := gocmd.Go{}.Getenv(ctx, "GOMODCACHE")
	if err != nil {
		return nil, err
	}
	s.roots = []string{here, cache[0]}
	var mains [2]bool
	if s.internal, mains[0], err = target.tests(target.TestGoFiles); err != nil {
		return nil, err
	}
	if s.external, mains[1], err = target.tests(target.XTestGoFiles); err != nil {
		return nil, err
	}
	if mains[0] || mains[1] {
		s.Notes = append(s.Notes, "TestMain is not called")
	}
	top, below, found := strings.Cut(run, "/")
	if found {
		s.below = "/" + below
	}
	selects, err := regexp.Compile(top)
	if err != nil {
		return nil, fmt.Errorf("-run %s: %w", run, err)
	}
	for _, name := range slices.Concat(s.internal, s.external) {
		if selects.MatchString(name) {
			s.Tests = append(s.Tests, name)
		}
	}
	if len(s.Tests) == 0 {
		return nil, fmt.Errorf("%s: no test matches -run %q", s.Package, run)
	}
	return s, nil
}

// Roots returns the folders that reports name places relative to: that in which the
// package was named, and the module cache.
func (s *Suite) Roots() []string { return s.roots }

// Folder returns where the package is, as the places in reports name it.
func (s *Suite) Folder() string {
	return path.Dir(s.relative(filepath.ToSlash(s.target.Dir) + "/file.go"))
}

func (s *Suite) relative(text string) string {
	for _, prefix := range s.prefixes() {
		text = strings.ReplaceAll(text, prefix, "")
	}
	return text
}

func (s *Suite) prefixes() []string {
	var list []string
	for _, root := range s.roots {
		list = append(list, filepath.ToSlash(root)+"/")
	}
	return list
}

// Build copies what the tests are made of into dir, instruments it and compiles it.
func (s *Suite) Build(ctx context.Context, dir string) error {
	t, err := newTree(dir, s.all, s.target)
	if err != nil {
		return err
	}
	if err := t.identify(s.roots[1]); err != nil {
		return err
	}
	if err := t.writeMods(); err != nil {
		return err
	}
	env := append(s.how.environment(dir), "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off")
	if err := s.instrument(ctx, t, env); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(t.folder(s.target), entry, "main.go"), []byte(s.main())); err != nil {
		return err
	}
	s.file = filepath.Join(dir, child)
	args := append([]string{"build", "-trimpath", "-o", s.file}, s.how.flags(nil, "")...)
	if _, err := (gocmd.Go{Dir: t.root, Env: env}).Output(ctx, append(args, s.Package+"/"+entry)...); err != nil {
		return fmt.Errorf("%s: does not build once it is instrumented: %s", s.Package, s.brief(err))
	}
	return nil
}

// brief is the first line of an error of the go command, with paths relative to the
// roots.
func (s *Suite) brief(err error) string {
	line := gocmd.FirstLine(err.Error())
	if file, rest, ok := strings.Cut(line, ".go:"); ok && !filepath.IsAbs(file) {
		if full, err := filepath.Abs(file); err == nil {
			line = full + ".go:" + rest
		}
	}
	return s.relative(line)
}

// instrument rewrites the packages of the target's module, and those others that may
// wait or start goroutines.
func (s *Suite) instrument(ctx context.Context, t *tree, env []string) error {
	var patterns []string
	if len(s.target.XTestGoFiles) > 0 {
		patterns = append(patterns, s.Package+"/"+external)
	}
	for _, p := range s.all {
		if p.ImportPath == goid {
			continue
		}
		waits, err := p.waits()
		if err != nil {
			return fmt.Errorf("%s: does not build: %w", p.ImportPath, err)
		}
		if waits || p.Module.Path == t.main {
			patterns = append(patterns, p.ImportPath)
		}
	}
	o := instrument.Options{Env: env, Accesses: func(pkg string) bool {
		return s.how.Accesses && strings.HasPrefix(pkg+"/", t.main+"/")
	}}
	if s.how.Race {
		o.Tags = []string{"race", "explored"}
	}
	result, err := instrument.Instrument(ctx, t.root, o, patterns...)
	if err != nil {
		return fmt.Errorf("%s: does not build: %s", s.Package, s.brief(errors.New(gocmd.Located(t.root, err.Error()))))
	}
	if len(result.Refused) > 0 {
		e := refusedError(result.Refused)
		for i := range e {
			e[i] = s.relative(e[i])
		}
		return e
	}
	for _, kept := range result.Kept {
		if strings.HasPrefix(kept.File, s.target.Module.Dir) {
			s.Notes = append(s.Notes, s.relative(fmt.Sprintf("made once for all schedules: %s at %s:%d", kept.What, kept.File, kept.Line)))
		}
	}
	for name, text := range result.Files {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// main returns the main function of the process that explores. What tests print goes
// nowhere: its output is the answer.
func (s *Suite) main() string {
	imports, tests := "", ""
	add := func(name, path string, names []string) {
		if len(names) == 0 {
			return
		}
		imports += fmt.Sprintf("\t%s %q\n", name, path)
		for _, test := range names {
			tests += fmt.Sprintf("\t\t%q: %s.%s,\n", test, name, test)
		}
	}
	add("internal", s.Package, s.internal)
	add("external", s.Package+"/"+external, s.external)
	return `package main

import (
	"io"
	"log"
	"os"

	"` + ownPath + `/harness"
	explored "` + ownPath + `/testing"
` + imports + `)

func main() {
	out, errs := os.Stdout, os.Stderr
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		panic(err)
	}
	os.Stdout, os.Stderr = null, null
	log.SetOutput(io.Discard)
	os.Exit(harness.Main(os.Args[1:], out, errs, explored.Find(map[string]func(*explored.T){
` + tests + `	})))
}
`
}

// Explore explores one of the tests. What cannot be explored is a report as well.
func (s *Suite) Explore(ctx context.Context, test string, o Options) Report {
	a, err := exploreChild(ctx, s.file, s.target.Dir, harness.Job{Entry: test + s.below, Options: o})
	if err != nil {
		r := s.Refused(test+s.below, err)
		r.Patient, r.Outlive = o.NoEarlyTimers, o.AllowLeaks
		return r
	}
	r := newReport(o, a, s.prefixes()...)
	r.Module, r.Version, r.Package, r.Test, r.Notes = s.target.Module.Path, s.target.Module.Version, s.Package, test+s.below, s.Notes
	if f := r.Failure; f != nil {
		f.Message, f.Stack = s.relative(f.Message), s.relative(f.Stack)
		if f.Kind == scheduler.Assertion {
			f.Stack = "" // the end of the test's, where its messages are read
		}
	}
	return r
}

// Refused reports why a test cannot be explored, or with no name, any of the package.
func (s *Suite) Refused(test string, why error) Report {
	return Report{
		V: 1, Module: s.target.Module.Path, Version: s.target.Module.Version, Package: s.Package, Test: test,
		Verdict: Refused, Why: s.relative(gocmd.FirstLine(why.Error())), Delays: -1,
	}
}

package usertests

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/staticcheck"
)

// lint runs a linter over the package and keeps its remarks.
func (p *Package) lint(ctx context.Context, build detect.Build) error {
	cannot := func(err error) error {
		return fmt.Errorf("%s: %s %w: %w", p.ImportPath, build.Owner(), ErrCannotLook, err)
	}
	out, err := p.examine(ctx, build)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return cannot(err)
	}
	p.remarks[build] = []detect.Finding{}
	for _, f := range findings.In(detect.Output{Build: build, Text: string(out)}) {
		if strings.HasSuffix(string(f.Label), " compile") {
			return cannot(errors.New(f.Text))
		}
		if p.own(&f) {
			p.remarks[build] = append(p.remarks[build], f)
		}
	}
	return nil
}

// examine returns what a linter prints of the package.
func (p *Package) examine(ctx context.Context, build detect.Build) ([]byte, error) {
	flags, err := gocmd.Go{Dir: p.Dir}.Getenv(ctx, "GOFLAGS")
	if err != nil {
		return nil, err
	}
	// Staticcheck itself has the go command list the packages.
	g := gocmd.Go{Dir: p.Dir, Env: []string{"GOFLAGS=" + flags[0] + " -buildvcs=false -cover=false"}}
	if build == detect.VetBuild {
		// These checks are about goroutines and what they share; the others are not asked.
		checks := []string{"-atomic", "-copylocks", "-defers", "-loopclosure", "-lostcancel", "-sigchanyzer", "-testinggoroutine", "-waitgroup"}
		return g.Vet(ctx, p.vetted, checks, p.ImportPath)
	}
	program, err := staticcheck.Find(ctx, "")
	if err != nil {
		return nil, err
	}
	return g.Exec(ctx, program, "-f", "json", "-fail", "none", "-checks", "all", p.ImportPath)
}

// own gives a remark the file name that a compiler would give it; false for what is not in the module.
func (p *Package) own(f *detect.Finding) bool {
	at := &f.Places[0].Frame
	file, ok := p.named(at.File)
	if ok {
		at.File, f.Text = file, fmt.Sprintf("%s: %s", f.Label, f.Text)
	}
	return ok
}

// remarksIn returns what the linter of a build said about a test, and about what is outside every test if it tells of a race in
// the test. For the empty name of a test it returns the rest of what is outside.
func (m *Measurement) remarksIn(build detect.Build) []detect.Finding {
	p := m.Package
	var in []detect.Finding
	for _, f := range p.remarks[build] {
		test, key := p.testAt(f.Places[0].Frame), f.Places[0].Frame.At()+f.Text
		tells := func(race detect.Finding) bool { return p.tellsOfRace(f, race) }
		switch {
		case test == "" && slices.ContainsFunc(m.Findings, tells):
			p.told[key] = true
		case test != m.Test, p.told[key]:
			continue
		}
		in = append(in, f)
	}
	return in
}

// testAt returns the name of the test that a line belongs to.
func (p *Package) testAt(at detect.Frame) string {
	for file, test := range p.tests() {
		if file == at.File && test.first <= at.Line && at.Line <= test.last {
			return test.name
		}
	}
	return ""
}

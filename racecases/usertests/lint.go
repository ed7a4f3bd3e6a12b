package usertests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/staticcheck"
)

// lint runs a linter over the package and keeps its remarks.
func (b *Builder) lint(ctx context.Context, p *Package, build detect.Build) error {
	cannot := func(err error) error {
		return fmt.Errorf("%s: %s %w: %w", p.ImportPath, build.Owner(), ErrCannotLook, err)
	}
	// These checks of vet are about goroutines and what they share; the others are not asked.
	program, args := "go", []string{"vet", "-json", "-atomic", "-copylocks", "-defers", "-loopclosure", "-lostcancel", "-sigchanyzer", "-testinggoroutine", "-waitgroup"}
	if build == detect.StaticcheckBuild {
		var err error
		if program, err = staticcheck.Find(ctx, ""); err != nil {
			return cannot(err)
		}
		args = []string{"-f", "json", "-fail", "none", "-checks", "all"}
	} else {
		dir, err := os.MkdirTemp("", "threadlab-overlay-")
		if err != nil {
			return cannot(err)
		}
		defer os.RemoveAll(dir)
		apart, err := p.apart(dir)
		if err != nil {
			return cannot(err)
		}
		args = append(args, apart...)
	}
	flags, err := gocmd.Go{Dir: p.Dir}.Getenv(ctx, "GOFLAGS")
	if err != nil {
		return cannot(err)
	}
	// Staticcheck itself has the go command list the packages.
	g := gocmd.Go{Dir: p.Dir, Env: []string{"GOFLAGS=" + flags[0] + " -buildvcs=false -cover=false"}}
	out, err := g.Exec(ctx, program, append(args, p.ImportPath)...)
	if err != nil {
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

// apart returns the flags by which vet finds a test in the package itself. When it examines an importer, the go command keeps
// the facts about a package without the remarks, and Go 1.26 takes them for the answer when the package is examined later.
// With a test in it the package is one that no other imports. Files in the module cache are not replaced.
func (p *Package) apart(dir string) ([]string, error) {
	overlay := gocmd.NewOverlay(dir)
	if p.external && !p.cached {
		if err := overlay.Add(filepath.Join(p.Dir, "threadlab_vet_test.go"), "package "+p.name+"\n"); err != nil {
			return nil, err
		}
	}
	return overlay.Flags()
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

// remarksIn returns what the linter of a build said about a test, or for the empty
// name about what is outside every test.
func (p *Package) remarksIn(test string, build detect.Build) []detect.Finding {
	var in []detect.Finding
	for _, f := range p.remarks[build] {
		if p.testAt(f.Places[0].Frame) == test {
			in = append(in, f)
		}
	}
	return in
}

// testAt returns the name of the test that a line belongs to.
func (p *Package) testAt(at detect.Frame) string {
	for _, f := range p.files {
		if file, ok := p.named(f.path); !ok || at.File != file {
			continue
		}
		for _, test := range f.tests {
			if test.first <= at.Line && at.Line <= test.last {
				return test.name
			}
		}
	}
	return ""
}

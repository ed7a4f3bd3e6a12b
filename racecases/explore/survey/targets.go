package survey

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"threadlab/racecases/explore"
	"threadlab/racecases/usertests"
)

// A target is a package or a program, and those of its tests that are to be explored.
type target struct {
	path  string // the import path
	tests []string
	left  usertests.Others                                                   // what a package has besides, and is not explored
	build func(context.Context, explore.BuildMode) (*explore.Program, error) // of a program; nil: the package is built
}

// targets returns the programs, or else what the patterns name, as the go command has them
// in dir, without the packages that have no test to explore unless they are named
// themselves. What cannot be loaded is an error beside the others.
func (p Plan) targets(ctx context.Context) ([]target, []error) {
	if len(p.Programs) > 0 {
		return p.part(p.programs()), nil
	}
	packages, failed := usertests.Find(ctx, p.Dir, p.Patterns...)
	wildcard := strings.Contains(strings.Join(p.Patterns, " "), "...")
	var all []target
	for _, pkg := range packages {
		tests, err := pkg.Tests(p.Run)
		switch {
		case err == nil:
			all = append(all, target{path: pkg.ImportPath, tests: tests, left: pkg.Others()})
		case !errors.Is(err, usertests.ErrNoTests):
			return nil, []error{err} // the pattern is none
		case !wildcard:
			failed = append(failed, err)
		}
	}
	switch {
	case len(all) > 0 || len(failed) > 0:
	case len(packages) > 0 && p.Run != "":
		failed = append(failed, fmt.Errorf("no test of %d packages matches -run %q", len(packages), p.Run))
	default:
		failed = append(failed, fmt.Errorf("no package with tests matches %s", strings.Join(p.Patterns, " ")))
	}
	return p.part(all), failed
}

func (p Plan) programs() []target {
	all := make([]target, 0, len(p.Programs))
	for _, program := range p.Programs {
		all = append(all, target{path: program.Name, tests: program.Entries, build: program.Build})
	}
	return all
}

// part returns the tests that are the plan's share. The parts are runs of neighbours, so
// that few packages are built for two of them, and together they are the whole.
func (p Plan) part(all []target) []target {
	if p.Parts < 2 {
		return all
	}
	count := 0
	for _, t := range all {
		count += len(t.tests)
	}
	first, end := p.Part*count/p.Parts, (p.Part+1)*count/p.Parts
	var part []target
	at := 0
	for _, t := range all {
		from, to := min(max(first-at, 0), len(t.tests)), min(max(end-at, 0), len(t.tests))
		if at += len(t.tests); from < to {
			t.tests = t.tests[from:to]
			part = append(part, t)
		}
	}
	return part
}

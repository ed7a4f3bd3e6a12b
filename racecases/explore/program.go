package explore

import (
	"context"
	"path/filepath"
	"strings"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/scheduler"
)

// A Program is Go code with named entry points: the tests of a package (see [Tests]), or
// what a main package calls by name (see [Main]). Build compiles it, and then its entry
// points can be explored.
type Program struct {
	Name    string   // what errors call it; of tests the import path of their package
	Module  string   // of tests, the module that their package is of
	Version string   // of that module, unless its sources are at hand
	Entries []string // the tests that are selected; none of a main package
	Notes   []string // what is not done that go test would do

	mode    BuildMode
	roots   []string // the folders that texts and places are named relative to
	prefix  string   // what else the places of a child begin with
	folder  string   // where the child runs; empty: here
	module  string   // of tests, the folder of their module
	prepare func(ctx context.Context, dir string) (compilation, error)
	child   string // the file that Build has made
}

// Options bound a search, or name the schedule to replay.
type Options = scheduler.Options

// A Job is one search of several that a process makes.
type Job = message.Job

// Build compiles the program into a folder, which is needed as long as the program is
// explored. An error of type [RefusedError] says what cannot be instrumented.
func (p *Program) Build(ctx context.Context, dir string) error {
	c, err := p.prepare(ctx, dir)
	if err != nil {
		return err
	}
	return p.compile(ctx, dir, c)
}

// Open has the program use what an earlier Build has left in a folder.
func (p *Program) Open(dir string) { p.child = childIn(dir) }

// File returns the file that Build has made.
func (p *Program) File() string { return p.child }

// Roots returns the folders that reports name places relative to. Of tests they are that
// in which their package was named, and the module cache.
func (p *Program) Roots() []string { return p.roots }

// Explore explores an entry point, or replays a schedule of it. An error says why there
// is no verdict, and then the report is a refusal that says the same. It is of type
// [RefusedError] if the entry point does what is not modelled, and of type
// [scheduler.SkippedError] if it skips itself.
func (p *Program) Explore(ctx context.Context, entry string, o Options) (Report, error) {
	return p.explore(ctx, Job{Entry: entry, Options: o})
}

func (p *Program) explore(ctx context.Context, job Job) (Report, error) {
	a, said, err := p.runOne(ctx, job)
	if err == nil {
		err = p.explainRaces(ctx, job, &a, said)
	}
	return p.report(job, a, err), err
}

// Do does several jobs in one process; where the race detector looks on, surveys and
// replays have one each. A job that has no verdict is a refusal; the error is about them
// all.
func (p *Program) Do(ctx context.Context, jobs ...Job) ([]Report, error) {
	reports := make([]Report, len(jobs))
	var together []Job
	var at []int // their numbers
	for i, job := range jobs {
		if !p.alone(job) {
			together, at = append(together, job), append(at, i)
			continue
		}
		reports[i], _ = p.explore(ctx, job)
	}
	if len(together) == 0 {
		return reports, ctx.Err()
	}
	results, said, err := p.run(ctx, together...)
	if err != nil {
		return nil, err
	}
	for i, r := range results {
		err := r.err()
		if err == nil {
			err = p.explainRaces(ctx, together[i], &r.Answer, said)
		}
		reports[at[i]] = p.report(together[i], r.Answer, err)
	}
	return reports, nil
}

// relative names files in a text relative to the roots.
func (p *Program) relative(text string) string {
	for _, root := range p.roots {
		text = strings.ReplaceAll(text, filepath.ToSlash(root)+"/", "")
	}
	return text
}

// A RefusedError says why a program cannot be explored.
type RefusedError string

func (e RefusedError) Error() string { return string(e) }

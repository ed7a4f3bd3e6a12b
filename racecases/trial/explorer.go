package trial

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/gocmd"
)

// The bound of an explored half: schedules, in each build that its survey needs, so that it
// says the same every time. The time is there for schedules that never end.
const (
	exploreSchedules = 500
	exploreTime      = 4 * time.Minute
	exploreWaiting   = time.Minute // no case that ends lets so much virtual time pass
)

// ExploredOptions returns this bound, which holds in each build.
func ExploredOptions() explore.Options {
	return explore.Options{Schedules: exploreSchedules, Time: exploreTime, Waiting: exploreWaiting}
}

// ExploredModes returns the builds that the survey of a half may need, the one under the
// race detector last: it cannot be made everywhere.
func ExploredModes() []explore.BuildMode {
	return []explore.BuildMode{{}, {MemoryAccesses: true}, {Race: true}}
}

// buildExplored builds a half in each mode, and returns the folders as a list of paths.
func (b *Builder) buildExplored(ctx context.Context, half corpus.Half) (string, error) {
	modes := ExploredModes()
	if err := gocmd.CheckRace(ctx); errors.Is(err, gocmd.ErrNoRaceBuild) {
		modes = modes[:len(modes)-1]
	} else if err != nil {
		return "", err
	}
	var folders []string
	for _, mode := range modes {
		p, err := b.Program(ctx, half, mode)
		if err != nil {
			return "", err
		}
		folders = append(folders, filepath.Dir(p.File()))
	}
	return strings.Join(folders, string(os.PathListSeparator)), nil
}

// A variant is one of the programs for the explorer.
type variant struct {
	half corpus.Half
	mode explore.BuildMode
}

// Program returns one half of every case as a program for the explorer, whose entry
// points are the names of the cases. It is compiled unless it is in the cache of builds.
func (b *Builder) Program(ctx context.Context, half corpus.Half, mode explore.BuildMode) (*explore.Program, error) {
	key := variant{half, mode}
	if known, ok := b.explored.Load(key); ok {
		return known.(*explore.Program), nil
	}
	p, err := b.compiled(ctx, Corpus(b.root, half), mode)
	if err == nil {
		b.explored.Store(key, p)
	}
	return p, err
}

// compiled returns a program, compiled unless it is in the cache of builds.
func (b *Builder) compiled(ctx context.Context, main explore.Main, mode explore.BuildMode) (*explore.Program, error) {
	if b.toolchain != "" || len(b.replace) > 0 {
		return nil, fmt.Errorf("the %s build is made by this Go, of this module's own files", detect.ExplorerBuild)
	}
	g := b.goCommand()
	g.Env = main.Env
	key := gocmd.NewKey(b.root)
	key.Add(main.Tags, main.Link, main.Files, detect.ExplorerBuild, mode)
	if err := errors.Join(key.Sources(main.Module, main.Package), explore.AddTo(key), key.Go(ctx, g)); err != nil {
		return nil, err
	}
	p := main.Program(mode)
	dir, err := b.cache.Entry(ctx, key, func(dir string) error { return p.Build(ctx, dir) })
	if err != nil {
		return nil, err
	}
	p.Open(dir)
	return p, nil
}

// Corpus returns how to compile one half of every case for the explorer, in the module
// at root. There are points at accesses in the lessons alone.
func Corpus(root string, half corpus.Half) explore.Main {
	const lessons, primitives = "threadlab/racecases/lessons/", "threadlab/primitives"
	return explore.Main{
		Name: fmt.Sprintf("the %s halves", half), Root: root, Module: "threadlab", Package: "threadlab/racecases/runner/explored",
		Tags: tags(half), Instrument: []string{lessons + "...", primitives},
		Accesses: []string{lessons}, Link: "-w",
	}
}

// runExplorer surveys one half. A program that it does not model ends in an error
// of the trial, as one does that dies without a finding.
func runExplorer(ctx context.Context, folders string, s Spec) (Output, error) {
	begin := time.Now()
	dirs := filepath.SplitList(folders)
	plan := survey.Plan{
		Programs: []survey.Program{{
			Name: s.Ref.Package(), Entries: []string{s.Ref.Name()},
			Build: func(_ context.Context, mode explore.BuildMode) (*explore.Program, error) {
				p := Corpus("", s.Half).Program(mode)
				p.Open(dirs[slices.Index(ExploredModes(), mode)])
				return p, nil
			},
		}},
		Processors: 1, Race: len(dirs) == len(ExploredModes()), Time: exploreTime, Options: ExploredOptions(),
	}
	results, failed := plan.Explore(ctx, survey.Watch{Result: func(survey.Result) {}, Note: func(string) {}})
	a := s.output()
	a.Elapsed = time.Since(begin)
	switch {
	case ctx.Err() != nil:
		return a, ctx.Err()
	case len(failed) > 0:
		return a, failed[0]
	case results[0].Verdict == explore.Refused:
		a.Text = results[0].Why
	default:
		a.Explored, a.Done = &results[0], true
	}
	return a, nil
}

// WebAssembly compiles one half of every case for a browser, unless that is in the cache of
// builds, and returns the file. What it registers is in the comment of
// runner/explored/main_js.go.
func (b *Builder) WebAssembly(ctx context.Context, half corpus.Half) (string, error) {
	main := Corpus(b.root, half)
	var err error
	if main.Files, err = b.lessonsWithoutSources(); err != nil {
		return "", err
	}
	main.Env = []string{"GOOS=js", "GOARCH=wasm"}
	// No folder or time is in it. For wasm the go command leaves DWARF out by itself: a flag
	// that says so would have the standard library compiled once more.
	main.Link, main.Trimpath = "-s -w -buildid=", true
	p, err := b.compiled(ctx, main, explore.BuildMode{Played: true})
	if err != nil {
		return "", err
	}
	return p.File(), nil
}

var embeds = regexp.MustCompile(`(?m)^//go:embed .*\n`)

// lessonsWithoutSources returns the file of each lesson, by its path, without the lesson's
// sources embedded: a page has them, and here they would have points and names of folders.
func (b *Builder) lessonsWithoutSources() (map[string]string, error) {
	paths, err := b.lessonFiles("lesson.go")
	if err != nil {
		return nil, err
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files[path] = embeds.ReplaceAllString(string(text), "")
	}
	return files, nil
}

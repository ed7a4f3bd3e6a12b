package trial

import (
	"context"
	"errors"
	"fmt"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
)

// The bound of an explored half. The time is there for a schedule that never ends;
// no half of the corpus needs it.
const (
	exploreDelays = 2
	exploreTime   = 2 * time.Minute
)

// explored is how the explorer's build of a half is made: with points at accesses, and
// without the race detector, so that what it finds it finds alone.
func explored() explore.BuildMode { return explore.BuildMode{MemoryAccesses: true} }

// Program returns one half of every case as a program for the explorer, whose entry
// points are the names of the cases. It is compiled unless it is in the cache of builds.
func (b *Builder) Program(ctx context.Context, half corpus.Half, mode explore.BuildMode) (*explore.Program, error) {
	p, _, err := b.program(ctx, half, mode)
	return p, err
}

// program is Program, and the folder of what was compiled.
func (b *Builder) program(ctx context.Context, half corpus.Half, mode explore.BuildMode) (*explore.Program, string, error) {
	if b.toolchain != "" || len(b.replace) > 0 {
		return nil, "", fmt.Errorf("the %s build is made by this Go, of this module's own files", detect.ExplorerBuild)
	}
	main := Corpus(b.root, half)
	key := gocmd.NewKey(b.root)
	key.Add(half, detect.ExplorerBuild, mode)
	if err := errors.Join(key.Sources(main.Module, main.Package, "threadlab/racecases/explore", "threadlab/racecases/explore/instrumenter"), key.Go(ctx, b.goCommand())); err != nil {
		return nil, "", err
	}
	p := main.Program(mode)
	dir, err := b.cache.Entry(ctx, key, func(dir string) error { return p.Build(ctx, dir) })
	if err != nil {
		return nil, "", err
	}
	p.Open(dir)
	return p, dir, nil
}

// Corpus returns how to compile one half of every case for the explorer, in the module
// at root. There are points at accesses in the lessons alone.
func Corpus(root string, half corpus.Half) explore.Main {
	const lessons, primitives = "threadlab/racecases/lessons/", "threadlab/primitives"
	return explore.Main{
		Name: fmt.Sprintf("the %s halves", half), Root: root, Module: "threadlab", Package: "threadlab/racecases/runner/explored",
		Tags: tags(half), Instrument: []string{lessons + "...", primitives},
		Accesses: []string{lessons},
	}
}

// runExplorer explores one half. A program that it does not model ends in an error
// of the trial, as one does that dies without a finding.
func runExplorer(ctx context.Context, dir string, s Spec) (Output, error) {
	begin := time.Now()
	p := Corpus("", s.Half).Program(explored())
	p.Open(dir)
	report, err := p.Explore(ctx, s.Ref.Name(), explore.Options{Delays: exploreDelays, Time: exploreTime})
	a := s.output()
	a.Elapsed = time.Since(begin)
	if errors.As(err, new(explore.RefusedError)) {
		a.Text = err.Error()
		return a, nil
	}
	a.Explored, a.Done = &report, err == nil
	return a, err
}

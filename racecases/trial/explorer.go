package trial

import (
	"context"
	"errors"
	"fmt"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
)

// The bound of an explored half. The time is there for a schedule that never ends;
// no half of the corpus needs it.
const (
	exploreDelays = 2
	exploreTime   = 2 * time.Minute
)

// instrument makes the explorer's build of one half, in a folder: with points at
// accesses, and without the race detector, so that what it finds it finds alone.
func (b *Builder) instrument(ctx context.Context, half corpus.Half, dir string) error {
	if b.toolchain != "" || len(b.replace) > 0 {
		return fmt.Errorf("the %s build is made by this Go, of this module's own files", detect.ExplorerBuild)
	}
	_, err := explore.Build(ctx, b.root, dir, half, explore.How{Accesses: true})
	return err
}

// runExplorer explores one half. A program that it does not model ends in an error
// of the trial, as one does that dies without a finding.
func runExplorer(ctx context.Context, dir string, s Spec) (Output, error) {
	begin := time.Now()
	report, err := explore.Open(dir, s.Half).Explore(ctx, s.Ref, explore.Options{Delays: exploreDelays, Time: exploreTime})
	a := s.output()
	a.Elapsed = time.Since(begin)
	if errors.As(err, new(explore.RefusedError)) {
		a.Text = err.Error()
		return a, nil
	}
	a.Explored, a.Done = &report, err == nil
	return a, err
}

package measure

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"
)

// A Step is how far [Run] has come: it is about to measure a round of a suite by a source, or has measured all.
type Step struct {
	Suite, Source string        // empty at the end
	Done, Rounds  int           // of all suites and sources together
	Left          time.Duration // what the rest should take; 0 while nothing is known
}

// Run measures: one round of each suite by each source in turn, and so again, so that whatever slows the machine for
// a while slows all of them and all that is compared. Figures are appended to the [Plan.Partial] files as they
// come; where they go after the last round [Plan.Places] says. A run that was interrupted is continued: see [Plan.Kept]. step is called
// before each round, and at the end.
func Run(ctx context.Context, h Host, p Plan, step func(Step)) error {
	kept, err := p.Kept(h)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return err
	}
	parts, begin := p.parts(), time.Now()
	files := make([]*os.File, len(parts))
	for i, x := range parts {
		header := h.Header(p.command(x), begin) + x.source.Header()
		if files[i], err = kept.parts[i].open(p.partial(x), header); err != nil {
			return err
		}
		defer func() {
			_ = files[i].Close()
			discardEmpty(files[i].Name())
		}()
	}
	defer compute(p.Neighbours)()
	clock := newForecast(len(parts), p.Count)
	for round := range p.Count {
		for i, x := range parts {
			if round < kept.parts[i].rounds {
				continue
			}
			step(Step{x.suite.Name, x.source.Name(), kept.Rounds + clock.done, p.Rounds(), clock.left(kept)})
			begin := time.Now()
			if err := x.source.Round(ctx, x.suite, round, p.Settings, files[i]); err != nil {
				return err
			}
			if _, err := io.WriteString(files[i], endOfRound(round)); err != nil {
				return err
			}
			clock.took(i, time.Since(begin))
		}
	}
	step(Step{Done: p.Rounds(), Rounds: p.Rounds()})
	for _, f := range files {
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// compute keeps so many threads of this process busy until stop is called. What is measured runs in processes of its own, which
// see them as they would see any other program on the machine.
func compute(threads int) (stop func()) {
	var done atomic.Bool
	for range threads {
		go func() {
			for !done.Load() {
			}
		}()
	}
	return func() { done.Store(true) }
}

// endOfRound is the line behind each whole round: no figure and no configuration, so other readers pass over it.
func endOfRound(i int) string { return fmt.Sprintf("%s%d\n", endMark, i+1) }

const endMark = "# end of round "

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
	Done          int           // rounds, of all suites and sources together
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
	var all []*running
	defer func() {
		for _, x := range all {
			x.close()
		}
	}()
	begin, done := time.Now(), kept.Rounds
	for i, x := range p.parts() {
		header := h.Header(p.command(x), begin) + x.source.Header
		file, err := kept.parts[i].open(p.partial(x), header)
		if err != nil {
			return err
		}
		all = append(all, &running{part: x, file: file, there: kept.parts[i].rounds})
	}
	defer compute(p.Neighbours)()
	for round := range p.Count {
		for _, x := range all {
			if round < x.there {
				continue
			}
			step(Step{x.suite.Name, x.source.Name, done, left(all, p.Count)})
			if err := x.round(ctx, round, p.Settings); err != nil {
				return err
			}
			done++
		}
	}
	step(Step{Done: p.Rounds()})
	for _, x := range all {
		if err := x.file.Close(); err != nil {
			return err
		}
	}
	return nil
}

// A running part is being measured.
type running struct {
	part
	file  *os.File
	there int           // whole rounds in the file
	ran   int           // of these, those of this run
	spent time.Duration // by them
}

func (x *running) round(ctx context.Context, round int, with Settings) error {
	begin := time.Now()
	if err := x.source.Round(ctx, x.suite, round, with, x.file); err != nil {
		return err
	}
	if _, err := io.WriteString(x.file, endOfRound(round)); err != nil {
		return err
	}
	x.there, x.ran, x.spent = x.there+1, x.ran+1, x.spent+time.Since(begin)
	return nil
}

// close closes the file, and removes one without a whole round, which is worth nothing.
func (x *running) close() {
	_ = x.file.Close()
	if x.there == 0 {
		_ = os.Remove(x.file.Name()) // it would be passed over
	}
}

// left returns what the rounds should take that are missing, by those before: of a part that has not been measured yet, as
// many average ones. It is 0 while nothing is known.
func left(all []*running, count int) (left time.Duration) {
	var known, unknown, average time.Duration
	for _, x := range all {
		missing := time.Duration(count - x.there)
		if x.ran == 0 {
			unknown += missing
			continue
		}
		each := x.spent / time.Duration(x.ran)
		known, average, left = known+1, average+each, left+missing*each
	}
	return left + unknown*average/max(1, known)
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

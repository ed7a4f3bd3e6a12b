package measure

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"threadlab/bench/report"
)

// A Step is how far [Run] has come: it is about to measure a round of a suite by a source, or has measured all.
type Step struct {
	Suite, Source string        // empty at the end
	Done, Rounds  int           // of all suites and sources together
	Left          time.Duration // what the rest should take; 0 while nothing is known
}

// Run measures: one round of each suite by each source in turn, and so again, so that whatever slows the machine for
// a while slows all of them and all that is compared. Figures are appended to the [Plan.Partial] files as they
// come. After the last round each becomes its [Plan.Raw] file, and gets its table beside it; until then the files of
// an earlier run stay as they are. A run that was interrupted is continued: see [Plan.Kept]. step is called
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
		defer files[i].Close()
	}
	clock := newForecast(len(parts), p.Count)
	for round := range p.Count {
		for i, x := range parts {
			if round < kept.parts[i].rounds {
				continue
			}
			step(Step{x.suite.Name, x.source.Name(), kept.Rounds + clock.done, p.Rounds(), clock.left(kept)})
			begin := time.Now()
			if err := x.source.Round(ctx, x.suite, p.Settings, files[i]); err != nil {
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
	return p.publish(ctx, h.Root)
}

// publish puts the figures and their tables in their places, when every table is made.
func (p Plan) publish(ctx context.Context, root string) error {
	places := map[string]string{}
	var order []string
	for _, x := range p.parts() {
		partial, err := filepath.Abs(p.partial(x))
		if err != nil {
			return err
		}
		text, err := report.Table(ctx, root, partial)
		if err != nil {
			return err
		}
		table := report.TablePath(p.raw(x))
		if err := os.WriteFile(table+".partial", text, 0o644); err != nil {
			return err
		}
		places[p.partial(x)], places[table+".partial"] = p.raw(x), table
		order = append(order, p.partial(x), table+".partial")
	}
	for _, partial := range order {
		if err := os.Rename(partial, places[partial]); err != nil {
			return err
		}
	}
	return nil
}

// PublishTargets writes the table that holds the figures in a folder against what is promised of them.
func PublishTargets(dir string) error { return publishTable(dir, report.TargetsName, report.Targets) }

// PublishFidelity writes the table that holds the model of the GIL against CPython's, if the figures of both are in
// the folder.
func PublishFidelity(dir string) error {
	return publishTable(dir, report.FidelityName, report.Fidelity)
}

func publishTable(dir, name string, of func(dir string) ([]byte, error)) error {
	table, err := of(dir)
	if err != nil {
		return err
	}
	place := filepath.Join(dir, name)
	if err := os.WriteFile(place+".partial", table, 0o644); err != nil {
		return err
	}
	return os.Rename(place+".partial", place)
}

// endOfRound is the line behind each whole round: no figure and no configuration, so other readers pass over it.
func endOfRound(i int) string { return fmt.Sprintf("%s%d\n", endMark, i+1) }

const endMark = "# end of round "

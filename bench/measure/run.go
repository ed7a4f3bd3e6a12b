package measure

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"time"

	"threadlab/bench/report"
)

// Run measures: one round of each suite by each source in turn, and so again, so that whatever slows the machine for
// a while slows all of them and all that is compared. Figures are appended to the [Plan.Partial] files as they
// come. After the last round each becomes its [Plan.Raw] file, and gets its table beside it; until then the files of
// an earlier run stay as they are. step is called after each round.
func Run(ctx context.Context, h Host, p Plan, step func()) error {
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return err
	}
	parts, begin := p.parts(), time.Now()
	files := make([]*os.File, len(parts))
	for i, x := range parts {
		f, err := os.Create(p.partial(x))
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.WriteString(f, h.Header(p.command(x), begin)+x.source.Header()); err != nil {
			return err
		}
		files[i] = f
	}
	for range p.Count {
		for i, x := range parts {
			if err := x.source.Round(ctx, x.suite, p.Settings, files[i]); err != nil {
				return err
			}
			step()
		}
	}
	for i, x := range parts {
		if err := files[i].Close(); err != nil {
			return err
		}
		if err := p.publish(ctx, h.Root, x); err != nil {
			return err
		}
	}
	return nil
}

// publish puts the figures of a part and their table in their places.
func (p Plan) publish(ctx context.Context, root string, x part) error {
	partial, err := filepath.Abs(p.partial(x))
	if err != nil {
		return err
	}
	table, err := report.Table(ctx, root, partial)
	if err != nil {
		return err
	}
	place := report.TablePath(p.raw(x))
	if err := os.WriteFile(place+".partial", table, 0o644); err != nil {
		return err
	}
	if err := os.Rename(partial, p.raw(x)); err != nil {
		return err
	}
	return os.Rename(place+".partial", place)
}

// PublishTargets writes the table that holds the figures in a folder against what is promised of them.
func PublishTargets(dir string) error {
	table, err := report.Targets(dir)
	if err != nil {
		return err
	}
	place := filepath.Join(dir, report.TargetsName)
	if err := os.WriteFile(place+".partial", table, 0o644); err != nil {
		return err
	}
	return os.Rename(place+".partial", place)
}

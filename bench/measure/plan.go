package measure

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"threadlab/bench"
	"threadlab/bench/report"
)

// A Plan says what to measure, how often and how long, and where the figures go.
type Plan struct {
	Suites    []bench.Suite
	Count     int
	Benchtime string // as go test -benchtime takes it
	Dir       string
}

// command returns what to type for the same figures of one suite. Where they go does not change them.
func (p Plan) command(s bench.Suite) string {
	return fmt.Sprintf("go tool threadlab bench -suite %s -count %d -benchtime %s", s.Name, p.Count, p.Benchtime)
}

// Rounds is how many rounds [Run] measures in all.
func (p Plan) Rounds() int { return p.Count * len(p.Suites) }

// Raw returns where the figures of a suite go.
func (p Plan) Raw(s bench.Suite) string { return filepath.Join(p.Dir, s.Name+".txt") }

// Partial returns where the figures of a suite are until all is measured, and stay if that is never.
func (p Plan) Partial(s bench.Suite) string { return p.Raw(s) + ".partial" }

// Run measures: one round of each suite in turn, and so again, so that whatever slows the machine for a while
// slows all of them and all that is compared. Figures are appended to the suites' [Plan.Partial] files as they
// come. After the last round each becomes the suite's [Plan.Raw] file, and gets its table beside it; until then
// the files of an earlier run stay as they are. step is called after each round.
func Run(ctx context.Context, h Host, b *Binary, p Plan, step func()) error {
	if err := os.MkdirAll(p.Dir, 0o755); err != nil {
		return err
	}
	files := make([]*os.File, len(p.Suites))
	begin := time.Now()
	for i, s := range p.Suites {
		f, err := os.Create(p.Partial(s))
		if err != nil {
			return err
		}
		defer f.Close()
		if _, err := io.WriteString(f, h.Header(p.command(s), begin)); err != nil {
			return err
		}
		files[i] = f
	}
	for range p.Count {
		for i, s := range p.Suites {
			if err := b.round(ctx, s, p.Benchtime, files[i]); err != nil {
				return err
			}
			step()
		}
	}
	for i, s := range p.Suites {
		if err := files[i].Close(); err != nil {
			return err
		}
		if err := p.publish(ctx, h.Root, s); err != nil {
			return err
		}
	}
	return nil
}

// publish puts the figures of a suite and their table in their places.
func (p Plan) publish(ctx context.Context, root string, s bench.Suite) error {
	partial, err := filepath.Abs(p.Partial(s))
	if err != nil {
		return err
	}
	table, err := report.Table(ctx, root, partial)
	if err != nil {
		return err
	}
	place := report.TablePath(p.Raw(s))
	if err := os.WriteFile(place+".partial", table, 0o644); err != nil {
		return err
	}
	if err := os.Rename(partial, p.Raw(s)); err != nil {
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

// CheckBenchtime reports whether go test would take a -benchtime, and not for ever.
func CheckBenchtime(text string) error {
	if times, ok := strings.CutSuffix(text, "x"); ok {
		if n, err := strconv.Atoi(times); err == nil && n > 0 {
			return nil
		}
	} else if d, err := time.ParseDuration(text); err == nil && d > 0 {
		return nil
	}
	return fmt.Errorf("-benchtime %s: want a time or a number of turns, such as 100ms or 10x", text)
}

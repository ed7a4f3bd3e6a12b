package measure

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"threadlab/bench"
	"threadlab/bench/report"
)

// A Plan says what to measure, how often and how long, and where the figures go.
type Plan struct {
	Suites  []bench.Suite
	Sources []Source // the first is that of the [Binary]
	Count   int
	Settings
	Dir string
}

// In returns the plan for a setup: those of p's suites that promise something, measured by the compiled benchmarks only, the first
// source, into a folder of p's that is named after the setup.
func (p Plan) In(s bench.Setup) Plan {
	p.Suites, p.Sources = bench.Promising(p.Suites), p.Sources[:1]
	p.CPU, p.Neighbours = s.Procs, s.Neighbours
	p.Dir = filepath.Join(p.Dir, s.Name)
	return p
}

// parts returns what is measured in a round, in order: a suite by all sources before the next suite.
func (p Plan) parts() []part {
	var all []part
	for _, suite := range p.Suites {
		for _, source := range p.Sources {
			if source.Measures(suite) {
				all = append(all, part{suite, source})
			}
		}
	}
	return all
}

// command returns what to type for the same figures. Where they go does not change them.
func (p Plan) command(x part) string {
	words := fmt.Sprintf("go tool threadlab bench -suite %s -trials %d -benchtime %s", x.suite.Name, p.Count, p.Benchtime)
	if p.CPU != "" {
		words += " -procs " + p.CPU
	}
	if p.Neighbours > 0 {
		words += fmt.Sprintf(" -neighbours %d", p.Neighbours)
	}
	if flags := x.source.Flags; flags != "" {
		words += " " + flags
	}
	return words
}

// Rounds is how many rounds [Run] measures in all, those of every suite and source together.
func (p Plan) Rounds() int { return p.Count * len(p.parts()) }

// Raw returns where the figures of a suite are published: lock.txt for [Go], lock.NAME.txt for another source.
func (p Plan) Raw(suite bench.Suite, source string) string {
	if source == Go {
		source = ""
	}
	return filepath.Join(p.Dir, report.FileName(suite.Name, source))
}

// Partial returns where the figures of a suite are until all is measured and published.
func (p Plan) Partial(suite bench.Suite, source string) string {
	return p.Raw(suite, source) + ".partial"
}

// Places returns for each [Plan.Partial] file of the plan its [Plan.Raw] file.
func (p Plan) Places() map[string]string {
	places := map[string]string{}
	for _, x := range p.parts() {
		places[p.partial(x)] = p.Raw(x.suite, x.source.Name)
	}
	return places
}

func (p Plan) partial(x part) string { return p.Partial(x.suite, x.source.Name) }

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

// Settings are what a round is measured with.
type Settings struct {
	Benchtime string // for a cell, as go test -benchtime takes it
	CPU       string // list of GOMAXPROCS, as go test -cpu takes it; empty: what there is
	// Neighbours is how many threads of another process compute meanwhile, for figures of a machine that others use too.
	Neighbours int
}

// A Source is where figures come from: the compiled benchmarks, see [Binary.Source], or something else that can
// do the same work and prints the same format. [Run] takes them in turns, round by round.
type Source struct {
	Name  string // in the names of its files: "cpython3.13t" for gil.cpython3.13t.txt; that of the compiled benchmarks, [Go], is in none
	Flags string // what to type after "threadlab bench" for its figures, as "-python python3.13t"; may be empty
	// Header is lines that go in front of the figures besides those of the [Host], each a "key: value" of Go's
	// benchmark format with a newline, as "python: 3.13.5". They say what a file was measured with: a run is
	// continued only by a source that has the same.
	Header   string
	Measures func(bench.Suite) bool // whether it has cells in a suite
	// Round measures every cell of a suite once, for the round'th time from 0 on, and writes whole lines of Go's benchmark format
	// as they come. What goes wrong inside, and is not the end of ctx, matches [ErrFailed]; a program that
	// cannot be started is a [proc.StartError].
	Round func(ctx context.Context, suite bench.Suite, round int, with Settings, w io.Writer) error
}

// Go is the name of the compiled benchmarks as a source.
const Go = "go"

// A part is the figures of one suite from one source: a file.
type part struct {
	suite  bench.Suite
	source Source
}

package measure

import (
	"context"
	"io"

	"threadlab/bench"
)

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

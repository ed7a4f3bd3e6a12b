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

// A Source is where figures come from: the compiled benchmarks, which are a [*Binary], or something else that can
// do the same work and prints the same format. [Run] takes them in turns, round by round.
type Source interface {
	// Name stands in the names of its files: "cpython3.13t" for gil.cpython3.13t.txt. The [Binary] is [Go] and has none.
	Name() string
	// Flags are what to type after "threadlab bench" for figures of this source, as "-python python3.13t". It
	// may be empty.
	Flags() string
	// Header returns lines that go in front of the figures besides those of the [Host], each a "key: value" of Go's
	// benchmark format with a newline, as "python: 3.13.5". They say what a file was measured with: a run is
	// continued only by a source that has the same.
	Header() string
	// Measures reports whether it has cells in a suite.
	Measures(suite bench.Suite) bool
	// Round measures every cell of a suite once, for the round'th time from 0 on, and writes whole lines of Go's benchmark format
	// as they come.
	// What goes wrong inside, and is not the end of ctx, matches [ErrFailed]; a program that
	// cannot be started is a [proc.StartError].
	Round(ctx context.Context, suite bench.Suite, round int, with Settings, w io.Writer) error
}

// Go is the name of the compiled benchmarks as a source.
const Go = "go"

// A part is the figures of one suite from one source: a file.
type part struct {
	suite  bench.Suite
	source Source
}

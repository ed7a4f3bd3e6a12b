package survey

import (
	"context"
	"time"

	"threadlab/racecases/explore"
)

// A Plan says what is explored, and how much that may cost.
type Plan struct {
	Dir      string    // where the patterns are understood
	Patterns []string  // of packages, as the go command has them
	Run      string    // the tests to explore, as go test has it; empty: all
	Programs []Program // explored in the place of packages

	Time       time.Duration // ends the survey, builds included; 0: see [DefaultTime] and [DefaultPerTest]
	Processors int           // tests and builds side by side
	Race       bool          // the race detector looks on as well

	Part, Parts int             // only part Part of so many, from 0; Parts 0: the whole
	Options     explore.Options // of each search; the time and the questions are the survey's. Schedules makes one search of each test and build
}

// A Watch is called while a survey runs, from one goroutine at a time.
type Watch struct {
	Result func(Result) // a test has been searched once more
	Note   func(string) // what is lost, in a line
}

// A Program is explored as the tests of a package are: its entry points are tests.
type Program struct {
	Name    string
	Entries []string
	Build   func(context.Context, explore.BuildMode) (*explore.Program, error)
}

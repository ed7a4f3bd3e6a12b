package survey

import (
	"time"

	"threadlab/racecases/explore"
)

// A Plan says what is explored, and how much that may cost.
type Plan struct {
	Dir      string   // where the patterns are understood
	Patterns []string // of packages, as the go command has them
	Run      string   // the tests to explore, as go test has it; empty: all

	Time       time.Duration // ends the survey, builds included; 0: see [DefaultTime] and [DefaultPerTest]
	Processors int           // tests and builds side by side
	Race       bool          // the race detector looks on as well

	Part, Parts int             // only part Part of so many, from 0; Parts 0: the whole
	Options     explore.Options // of each search; the time and the questions are the survey's
}

// A Watch is called while a survey runs, from one goroutine at a time.
type Watch struct {
	Result func(Result) // a test has been searched once more
	Note   func(string) // what is lost, in a line
}

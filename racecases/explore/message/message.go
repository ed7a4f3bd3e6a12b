// Package message is what a process that explores programs exchanges, as JSON, with the
// process that started it. It is apart from package harness because the latter need not
// link the model.
package message

import "threadlab/racecases/explore/scheduler"

// A Job is one search, the replay of one schedule, or a play.
type Job struct {
	Entry string // the entry point of the program
	scheduler.Options
	Play *scheduler.Play // the state to show, in place of a search; nil: none

	// RacyPairs are marked accesses, by what happens at a line of a file as it was compiled
	// ("read example.org/shop/stock.go:12"), each with the letters of the pairs that it is
	// of. When two of these form a racy pair, the program fails; nil: racy pairs do not fail.
	RacyPairs map[string]string
}

// A Result is the result of a job.
type Result struct {
	Answer  scheduler.Answer
	State   *scheduler.State `json:",omitempty"` // of a play
	Error   string           // why there is no answer
	Refused bool             // the program does what is not modelled, and the error says what
	Skipped bool             // the program skips itself, and the error says why
	Stuck   bool             `json:",omitempty"` // a goroutine of the program runs on: its process ends
}

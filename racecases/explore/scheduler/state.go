package scheduler

import "slices"

// A State is what a program looks like between two moves: where its goroutines are, what
// its objects hold, and which moves there are now. A move is one decision of a run: which
// goroutine takes the next step, which case of a select, which partner, which random
// number. Those with one choice only count too. Time that passes because no goroutine can go on
// is no move, and neither is what only releases something, as a Done does, or an Unlock in a
// program without TryLock: it belongs to the step before it. At 0 moves the main goroutine is before its first operation; the
// initialisation of packages is part of the run.
type State struct {
	At       int    `json:"at"`       // moves so far
	Schedule string `json:"schedule"` // of those moves, as ParseSchedule reads it

	Goroutines []GoroutineState `json:"goroutines"` // those that have begun or can begin, and those that have ended, by number
	Objects    []ObjectState    `json:"objects,omitempty"`
	Variables  []VariableState  `json:"variables,omitempty"`
	Race       []RacingAccess   `json:"race,omitempty"` // two goroutines stand at accesses that conflict
	Trace      []Event          `json:"trace,omitempty"`

	Point   int      `json:"point"`             // how a schedule names the next move: its choice number 2 is POINT.2
	Choices []Choice `json:"choices,omitempty"` // of the next move, the default first; none: the run is over
	Over    bool     `json:"over"`
	Failure *Failure `json:"failure,omitempty"`  // of a run that is over: how it failed, without the text of a stack; nil: it did not
	Outcome string   `json:"outcome,omitempty"`  // what the program has returned, in words; empty: nothing yet, or it returns nothing
	LeftOut string   `json:"left_out,omitempty"` // what the program is run without, and why
}

// Goroutine returns the goroutine of a number, or nil.
func (s *State) Goroutine(id int) *GoroutineState {
	i := slices.IndexFunc(s.Goroutines, func(g GoroutineState) bool { return g.ID == id })
	if i < 0 {
		return nil
	}
	return &s.Goroutines[i]
}

// A GoroutineStatus says whether a goroutine can take a step.
type GoroutineStatus string

// The statuses.
const (
	CanGoOn GoroutineStatus = "can go on"
	Waits   GoroutineStatus = "waits"
	Ended   GoroutineStatus = "ended"
	Failed  GoroutineStatus = "failed" // the failure is its own
)

// A GoroutineState is a goroutine of a State.
type GoroutineState struct {
	ID      int             `json:"id"`
	Name    string          `json:"name"` // main, g1, g2 ...
	Status  GoroutineStatus `json:"status"`
	Op      string          `json:"op,omitempty"`      // its next operation
	For     string          `json:"for,omitempty"`     // what it waits for, in words
	HeldBy  []int           `json:"held_by,omitempty"` // the goroutines that hold what it waits for
	Stores  string          `json:"stores,omitempty"`  // the value that it is about to store
	Where   []Frame         `json:"where,omitempty"`   // its stack, the innermost call first
	Created []Frame         `json:"created,omitempty"` // where it was created
	Init    bool            `json:"init,omitempty"`    // the initialisation of packages has created it: it may outlive the program
}

// An ObjectState is a lock, a channel, a counter or another object of the model.
type ObjectState struct {
	Kind    string   `json:"kind"` // mutex, rwmutex, waitgroup, channel, cond, once, atomic, timer, context ...
	Name    string   `json:"name"` // that of a variable that holds or points to it, else kind and number
	Text    string   `json:"text"` // its state in words: "held by g1", "count 2", "1 of 3: [7]"
	Holders []int    `json:"holders,omitempty"`
	Waiters []int    `json:"waiters,omitempty"`
	Len     int      `json:"len,omitempty"`
	Cap     int      `json:"cap,omitempty"`
	Closed  bool     `json:"closed,omitempty"`
	Values  []string `json:"values,omitempty"` // of a channel: those in its buffer, the oldest first
}

// A VariableState is a variable of the program.
type VariableState struct {
	Goroutine int    `json:"goroutine"` // whose local variable it is; Clock: shared, or of the package
	Name      string `json:"name"`
	Value     string `json:"value"` // formatted without a call of the program's methods; a pointer by the name of what it leads to, as in &a
}

// A ChoiceKind says what a choice decides.
type ChoiceKind string

// The kinds of choices.
const (
	ChoosesGoroutine ChoiceKind = "goroutine" // which one takes the next step
	ChoosesCase      ChoiceKind = "case"      // of a select
	ChoosesPartner   ChoiceKind = "partner"   // of an operation on a channel
	ChoosesNumber    ChoiceKind = "number"    // a random one
	ChoosesTimer     ChoiceKind = "timer"     // one that goes off early
)

// A Choice is one alternative of a move.
type Choice struct {
	Number    int        `json:"number"` // as in a schedule; 0 is the default
	Kind      ChoiceKind `json:"kind"`
	Goroutine int        `json:"goroutine"` // that it is about, or Clock
	Text      string     `json:"text"`      // "g1: second.Lock", "g2 takes case <-done", "a timer goes off 5ms early"
}

// A Play names a state: what a run looks like after so many moves under a schedule.
type Play struct {
	Schedule string   `json:"schedule"`       // as ParseSchedule reads it; at points that it does not name the default is taken
	At       int      `json:"at"`             // moves; fewer are made if the run ends before
	Open     []string `json:"open,omitempty"` // file.go:LINE of statements with points at their reads and writes, or OpenAll
}

// OpenAll in the place of a statement opens all reads and writes of a program that was built to be played.
const OpenAll = "all"

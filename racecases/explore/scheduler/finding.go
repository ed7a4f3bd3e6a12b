package scheduler

import "time"

// A Class says what a failure needs besides an order of goroutines.
type Class string

// The classes.
const (
	Bug        Class = "bug"         // the order of goroutines alone
	LeftBehind Class = "leak"        // a goroutine outlives the test
	EarlyTimer Class = "early timer" // a timer fires while goroutines are enabled
)

// Classes lists them, the gravest first.
func Classes() []Class { return []Class{Bug, LeftBehind, EarlyTimer} }

// A Finding is one distinct failure of a program, told apart from others by class, cause
// and place, with the shortest schedule known that shows it. A race has no trace and an
// empty fingerprint: it has to be replayed in another process.
type Finding struct {
	Class       Class
	Failure     *Failure
	Schedule    Schedule
	Second      bool // of a race: another one comes before it under the schedule
	Delays      int
	Steps       int
	Early       time.Duration // of an EarlyTimer: how much before its time it fires
	Trace       []Event
	Fingerprint string // stable between runs and when lines move
}

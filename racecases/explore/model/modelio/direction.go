package modelio

import (
	"time"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// A Direction is what the two ends of a connection share of one of its two directions, over TCP
// or through a pipe. It is the first field of both: its address stands for them.
type Direction struct {
	ReadBy    Deadline // of the end that reads
	WrittenBy Deadline // of the end that writes
	Over      bool     // nothing more will be written
	Alone     bool     // the connection is for one request of net/http
	Whole     bool     // what arrives is not split
	ended     func()   // see OnEnd
}

// OnEnd sets what is called in a goroutine of its own when the direction ends, once; nil: nothing.
func (d *Direction) OnEnd(f func()) {
	d.ended = f
	if d.Over {
		d.Finish()
	}
}

// Finish ends it.
func (d *Direction) Finish() {
	d.Over = true
	if f := d.ended; f != nil {
		d.ended = nil
		model.Running().Go(f)
	}
}

// A Deadline ends what waits at one end of a connection. The zero value never passes.
type Deadline struct {
	passed bool
	timer  *scheduler.Timer
}

// Set sets when it passes; the zero time: never.
func (d *Deadline) Set(t time.Time) {
	if d.timer != nil {
		d.timer.Stop()
	}
	d.passed, d.timer = false, nil
	if t.IsZero() {
		return
	}
	left := model.Until(t)
	if d.passed = left <= 0; !d.passed {
		d.timer = model.Running().NewTimer(left, func() { d.passed = true }, nil)
	}
}

// Passed reports whether it has passed, and Unset that it never will.
func (d *Deadline) Passed() bool { return d.passed }
func (d *Deadline) Unset() bool  { return d.timer == nil && !d.passed }

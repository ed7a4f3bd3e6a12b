package model

import (
	"time"

	"threadlab/racecases/explore/scheduler"
)

// A direction is what the two ends of a connection share of one of its two directions, over TCP
// or through a net.Pipe. It is the first field of both: its address stands for them.
type direction struct {
	readBy    deadline // of the end that reads
	writtenBy deadline // of the end that writes
	over      bool     // nothing more will be written
	alone     bool     // see ForOneRequest
	whole     bool     // see ArriveWhole
	gone      func()   // see WatchEnd
}

// finish ends a direction, and tells what watches it.
func (d *direction) finish() {
	d.over = true
	if f := d.gone; f != nil {
		d.gone = nil
		here().Go(f)
	}
}

// A deadline ends reads or writes of one end of a connection.
type deadline struct {
	passed bool
	timer  *scheduler.Timer
}

func (d *deadline) set(t time.Time) {
	if d.timer != nil {
		d.timer.Stop()
	}
	d.passed, d.timer = false, nil
	if t.IsZero() {
		return
	}
	left := Until(t)
	if d.passed = left <= 0; !d.passed {
		d.timer = here().NewTimer(left, func() { d.passed = true }, nil)
	}
}

func (d *deadline) unset() bool { return d.timer == nil && !d.passed }

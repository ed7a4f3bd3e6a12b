package modelio

import (
	"io"
	"os"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/race"
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

// A Rendezvous is what the two ends of an io.Pipe share, and those of a net.Pipe in one direction.
// It has no buffer: a write waits until others have read all of it.
type Rendezvous struct {
	Direction
	data          []byte // of the write that waits
	writing       bool
	read          bool // all of that write
	closed        bool
	reader, wrote error // what either end was closed with first
}

// A taker opens when a read can go on.
type taker Rendezvous

func (p *taker) Ready() bool { return p.writing && !p.read || p.closed || p.ReadBy.passed }

// A putter opens when no other write waits.
type putter Rendezvous

func (p *putter) Ready() bool { return !p.writing || p.closed || p.WrittenBy.passed }

// A taken opens when the write was read, or never will be.
type taken Rendezvous

func (p *taken) Ready() bool { return p.read || p.closed || p.WrittenBy.passed }

// Take waits for a write, or for the end of the other side.
func (p *Rendezvous) Take(op string, b []byte) (int, error) {
	model.Running().WaitOn(op, (*taker)(p), model.Changing(unsafe.Pointer(p)))
	if !p.closed && p.ReadBy.passed {
		return 0, os.ErrDeadlineExceeded
	}
	race.Acquire(unsafe.Pointer(p))
	switch {
	case p.closed && p.reader == nil && p.wrote != nil:
		return 0, p.wrote
	case p.closed:
		return 0, io.ErrClosedPipe
	}
	n := copy(b, p.data)
	p.data = p.data[n:]
	p.read = len(p.data) == 0
	race.ReleaseMerge(unsafe.Pointer(p))
	return n, nil
}

// Put waits until others have read all of b.
func (p *Rendezvous) Put(op string, b []byte) (int, error) {
	model.Running().WaitOn(op, (*putter)(p), model.Changing(unsafe.Pointer(p)))
	if p.closed || p.WrittenBy.passed {
		return 0, p.broken()
	}
	race.ReleaseMerge(unsafe.Pointer(p))
	p.data, p.writing, p.read = b, true, false
	model.Running().WaitOn(op, (*taken)(p), model.Changing(unsafe.Pointer(p)))
	n, read := len(b)-len(p.data), p.read
	p.data, p.writing = nil, false
	if !read {
		return n, p.broken()
	}
	race.Acquire(unsafe.Pointer(p))
	return n, nil
}

// broken returns why a write cannot go on.
func (p *Rendezvous) broken() error {
	if !p.closed {
		return os.ErrDeadlineExceeded
	}
	race.Acquire(unsafe.Pointer(p))
	if p.wrote == nil && p.reader != nil {
		return p.reader
	}
	return io.ErrClosedPipe
}

// CloseRead closes the end that reads, within the running step, and CloseWrite the one that writes.
func (p *Rendezvous) CloseRead(err error)  { p.close(&p.reader, err) }
func (p *Rendezvous) CloseWrite(err error) { p.close(&p.wrote, err) }

// Closed reports whether either end is closed.
func (p *Rendezvous) Closed() bool { return p.closed }

func (p *Rendezvous) close(side *error, err error) {
	race.ReleaseMerge(unsafe.Pointer(p))
	if *side == nil {
		*side = err
	}
	p.closed = true
	p.Finish()
}

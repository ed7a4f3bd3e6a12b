package primitives

import "time"

// GILStats counts what an interpreter's GIL has done so far.
type GILStats struct {
	Switches     uint64        // another thread than the last one took it. CPython: switch_number
	DropRequests uint64        // a waiter asked the holder to let go, after an interval without a switch
	ForcedWaits  uint64        // a holder let go on request and waited for its successor
	Held         time.Duration // how long anybody had it, the present holder included
	Waiting      int           // threads that want it now
}

// GILStats returns the counters of the GIL, all zero for a free-threaded interpreter.
func (in *Interpreter) GILStats() GILStats {
	if in.gil == nil {
		return GILStats{}
	}
	g := in.gil.state()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.locked {
		g.account()
	}
	stats := g.stats
	stats.Waiting = g.wanting
	return stats
}

// HeldGIL returns for how long the thread has had its interpreter's GIL so far, zero without one.
func (t *Thread) HeldGIL() time.Duration {
	if t.in == nil || t.in.gil == nil {
		return 0
	}
	g := t.in.gil.state()
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.locked {
		g.account()
	}
	return t.held
}

package primitives

import "time"

// GILStats counts the events of an interpreter's GIL so far.
type GILStats struct {
	Switches     uint64        // times that a thread other than the last holder took it. CPython: switch_number
	DropRequests uint64        // times that a waiter asked the holder to release it, after an interval without a switch
	ForcedWaits  uint64        // times that a holder released it on request and waited for its successor
	Held         time.Duration // how long threads held it in all, including the present holder
	Waiting      int           // threads that wait for it
}

// GILStats returns the counters of the GIL, all zero for a free-threaded interpreter. Cost: a mutex.
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

// HeldGIL returns how long the thread has held its interpreter's GIL so far, zero without one. Cost: a mutex.
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

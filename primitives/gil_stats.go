package primitives

// GILStats counts what an interpreter's GIL has done so far.
type GILStats struct {
	Switches     uint64 // another thread than the last one took it. CPython: switch_number
	DropRequests uint64 // a waiter asked the holder to let go, after an interval without a switch
	ForcedWaits  uint64 // a holder let go on request and waited for its successor
	Waiting      int    // threads that want it now
}

// GILStats returns the counters of the GIL, all zero for a free-threaded interpreter.
func (in *Interpreter) GILStats() GILStats {
	g := in.gil
	if g == nil {
		return GILStats{}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	stats := g.stats
	stats.Waiting = g.wanting
	return stats
}

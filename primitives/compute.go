package primitives

import "time"

// computeSlice is how long Compute works between two checkpoints.
const computeSlice = 100 * time.Microsecond

// Compute keeps the thread busy for d, as far as its interpreter can tell: it holds the GIL, if there is one, and comes to a
// checkpoint after each 100 µs. Time spent waiting, for the GIL or for a core, does not count. The work is simulated: it takes
// time, in a bubble of testing/synctest the bubble's time, and no processor.
//
// How many threads can compute at the same time depends on the GIL first, one at a time, and then on the interpreter's [Cores].
// Inside [Thread.Blocking] a thread computes without the GIL, as CPython's compression and hashing do.
func (t *Thread) Compute(d time.Duration) {
	for d > 0 {
		d -= t.in.cores.work(min(d, computeSlice))
		t.Checkpoint()
	}
}

// cores are an interpreter's processors for Compute. Without a semaphore there is always another one.
type cores struct {
	free *FIFOSemaphore
}

// work works for d on a core and returns how long that took. Nobody waits for anything else with a core in hand, so waiting for
// one with the GIL in hand cannot deadlock; and the line is first in, first out, so all that compute progress alike.
func (c cores) work(d time.Duration) time.Duration {
	if c.free != nil {
		c.free.Acquire()
		defer c.free.Release()
	}
	start := time.Now()
	time.Sleep(d)
	return time.Since(start)
}

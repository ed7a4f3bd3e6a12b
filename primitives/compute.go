package primitives

import "time"

// computeSlice is how long Compute works between two checkpoints.
const computeSlice = 100 * time.Microsecond

// Compute simulates work of length d: the thread holds the GIL, if there is one, and calls [Thread.Checkpoint] after each 100 µs.
// Time spent waiting, for the GIL or for a core, does not count. The work takes time, in a bubble of testing/synctest the
// bubble's time, and no processor.
//
// With a GIL one thread computes at a time; without one, as many as the interpreter's [WithCores]. Inside [Thread.Blocking] a
// thread computes without the GIL, as CPython's compression and hashing do. Cost: a timer; parks.
func (t *Thread) Compute(d time.Duration) {
	for d > 0 {
		d -= t.in.cores.work(min(d, computeSlice))
		t.Checkpoint()
	}
}

// cores are an interpreter's processors for Compute. Without a semaphore their number is not bounded.
type cores struct {
	free *FIFOSemaphore
}

// work sleeps for d on a core and returns how long that took. A thread that has a core waits for nothing else, so waiting for a
// core while holding the GIL cannot deadlock; and the queue is first in, first out, so all threads that compute progress alike.
func (c cores) work(d time.Duration) time.Duration {
	if c.free != nil {
		c.free.Acquire()
		defer c.free.Release()
	}
	start := time.Now()
	time.Sleep(d)
	return time.Since(start)
}

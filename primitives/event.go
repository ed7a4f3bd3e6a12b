package primitives

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// An Event is Python's threading.Event: a flag that one goroutine sets and others wait for. The zero value is an Event that
// is not set. An Event must not be copied after first use.
//
// In the terms of the Go memory model, a Set happens before the return of each wait it lets through, and before an IsSet that
// reports true because of it.
//
// Set wakes every goroutine that waits at that moment, and those waits return true even if Clear follows at once. After a wait
// that returned true the flag may therefore be cleared again.
//
// An Event does not release the GIL: a [Thread] waits for it inside [Thread.Blocking].
type Event struct {
	// word: bit 0 is the flag, bit 1 says that the queue may have waiters. The second is set and cleared under mu only; while
	// it is set, Set takes mu too, so that it wakes exactly the waits that queued before it.
	word  atomic.Uint32
	mu    sync.Mutex
	queue waitQueue
	done  chan struct{} // of Done, until the next Set closes it; nil unless eventQueued is set
}

const (
	eventSet    = 1 << 0
	eventQueued = 1 << 1
)

// Set raises the flag and wakes every waiting goroutine. Setting it again is harmless. Python: event.set().
// Cost: a CAS; wakes waiters under a mutex.
func (e *Event) Set() {
	for {
		old := e.word.Load()
		if old&eventQueued != 0 {
			e.setSlow()
			return
		}
		// A compare-and-swap even if the flag is up: what this goroutine did before must be visible to later waits.
		if e.word.CompareAndSwap(old, old|eventSet) {
			return
		}
	}
}

//go:noinline
func (e *Event) setSlow() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.word.Or(eventSet)
	e.word.And(^uint32(eventQueued))
	e.queue.wakeAll()
	if e.done != nil {
		close(e.done)
		e.done = nil
	}
}

// Clear lowers the flag; later waits block. It wakes no goroutine. Python: event.clear(). Cost: a CAS.
func (e *Event) Clear() { e.word.And(^uint32(eventSet)) }

// IsSet reports whether the flag is up. Python: event.is_set(). Cost: free.
func (e *Event) IsSet() bool { return e.word.Load()&eventSet != 0 }

// Wait waits until the flag is up, and returns at once if it is. Python: event.wait(). Cost: free if the flag is up; may park.
func (e *Event) Wait() {
	if e.word.Load() != eventSet { // IsSet, but for the moments when eventQueued is set too: a comparison takes half the time of a bit's test
		e.park()
	}
}

// WaitTimeout waits at most d for the flag and reports whether it was raised. If d is zero or negative it does not wait. Python:
// event.wait(d). Where the time runs out just as the flag is set, CPython may return False with the flag up; this returns
// false only if its time was up first. Cost: free if the flag is up; may park.
func (e *Event) WaitTimeout(d time.Duration) bool {
	return e.IsSet() || d > 0 && e.wait(within(d))
}

// WaitContext waits until the flag is up or ctx is done, and returns nil or ctx.Err(). If the flag is up it returns nil even if
// ctx is done already. Cost: free if the flag is up; may park.
func (e *Event) WaitContext(ctx context.Context) error {
	if e.IsSet() {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !e.wait(until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// Done returns a channel that is closed when the flag is up, to select on beside others. If the flag is up it is closed already.
// A channel stays closed after Clear, as a wait that it ended would have returned true: call Done again for the next Set. Set
// happens before a receive from the channel returns. Waiters does not count those that receive. Python has no such call.
// Cost: a mutex, and an allocation for each Set.
func (e *Event) Done() <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.word.Or(eventQueued)&eventSet != 0 {
		e.tidy()
		closed := make(chan struct{})
		close(closed)
		return closed
	}
	if e.done == nil {
		e.done = make(chan struct{})
	}
	return e.done
}

// Waiters counts the goroutines that wait for the flag. Cost: a mutex.
func (e *Event) Waiters() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.queue.len()
}

// park is a wait without a limit. It has no argument: beside the code that sets one up, a wait for a flag that is up takes a tenth longer.
//
//go:noinline
func (e *Event) park() {
	if e.enter() {
		return
	}
	e.queue.join(&e.mu)
	e.queue.crowd.Wait()
	e.queue.seen()
}

// wait waits within lim and reports whether the flag was raised.
func (e *Event) wait(lim limit) bool {
	if !lim.bounded() {
		e.park()
		return true
	}
	if e.enter() || e.queue.waitWithin(&e.mu, lim) {
		return true
	}
	e.mu.Lock()
	e.tidy()
	e.mu.Unlock()
	return false
}

// enter has the next Set look at the queue. It reports whether the flag is up; if not it returns with mu held, and the caller waits.
func (e *Event) enter() (up bool) {
	e.mu.Lock()
	if e.word.Or(eventQueued)&eventSet == 0 {
		return false
	}
	e.tidy()
	e.mu.Unlock()
	return true
}

func (e *Event) tidy() {
	if e.queue.empty() && e.done == nil {
		e.word.And(^uint32(eventQueued))
	}
}

package primitives

import (
	"sync"
	"sync/atomic"
)

// A conditionCrowd is the waits without a limit that a [Condition] keeps outside its queue, in the order of their arrival: those that
// came while the queue was empty, so that all of them come before it. The condition's lock is its mutex, and saves a wait and a
// notification one of their own.
//
// A [Lock] has no owner, so goroutines that do not hold it may wait and notify as well, at the same time. Therefore a waiter is counted
// only when it has its place in a Cond: a notifier that has taken one off the count finds a waiter to wake. And therefore there are two
// halves: a notification for all takes the count, and turns to the other half, before it wakes this one. A waiter that has its place here
// and finds the crowd turned is one of those notified.
//
// Threads that release a GIL for their wait are not in it.
type conditionCrowd struct {
	halves [2]crowdHalf
	word   atomic.Uint64 // the number of turns, and in its low 32 bits how many wait in the half of that number
	state  uint32        // atomic once the Condition is in use; changed with the mutex of the queue held
	// told shows the race detector the edge from the waker to the crowd: see waiter.verdict.
	told atomic.Uint32
}

const (
	crowdTurn = 1 << 32
	crowdSize = crowdTurn - 1
)

// The states of a crowd.
const (
	crowdNew    = iota // the halves are not ready, and the queue is empty
	crowdOpen          // the queue is empty
	crowdClosed        // the queue may have waiters, and others join them
)

// closed reports whether a notification that the crowd has not used up goes to the queue.
func (c *conditionCrowd) closed() bool { return atomic.LoadUint32(&c.state) == crowdClosed }

// open reports whether a wait without a limit joins the crowd.
func (c *conditionCrowd) open() bool { return atomic.LoadUint32(&c.state) == crowdOpen }

// half is the one where the next waiter waits.
func (c *conditionCrowd) half() *crowdHalf { return c.halfOf(c.word.Load()) }

func (c *conditionCrowd) halfOf(word uint64) *crowdHalf { return &c.halves[word/crowdTurn%2] }

func (c *conditionCrowd) len() int { return int(c.word.Load() & crowdSize) }

// tell begins the edge from a notifier to those that it wakes, for the race detector, and seen completes it.
func (c *conditionCrowd) tell() {
	if raceEnabled {
		c.told.Add(1)
	}
}

func (c *conditionCrowd) seen() {
	if raceEnabled {
		c.told.Load()
	}
}

// leader takes the one that has waited longest off the count, and returns the half whose Cond wakes it, or nil if there is none.
func (c *conditionCrowd) leader() *crowdHalf {
	for {
		word := c.word.Load()
		if word&crowdSize == 0 {
			return nil
		}
		if c.word.CompareAndSwap(word, word-1) {
			return c.halfOf(word)
		}
	}
}

func (c *conditionCrowd) wakeAll() {
	c.tell()
	for {
		word := c.word.Load()
		if word&crowdSize == 0 {
			return
		}
		if c.word.CompareAndSwap(word, word&^crowdSize+crowdTurn) {
			c.halfOf(word).cond.Broadcast()
			return
		}
	}
}

// A crowdHalf is where waiters wait, and the Locker of its own Cond.
type crowdHalf struct {
	cond sync.Cond
	of   *Condition
}

// Lock does nothing: the waiter takes the condition's lock itself, as often as it held it.
func (*crowdHalf) Lock() {}

// Unlock releases the condition's lock for a waiter that has its place in the Cond: a notifier that takes the lock next finds it counted.
func (h *crowdHalf) Unlock() {
	if !h.count() {
		h.cond.Broadcast() // the half is being woken, and this waiter may have come too late for that
	}
	if plain := h.of.plain; plain != nil && plain.core.word.free(lockTag) {
		return
	}
	if !h.of.lock().leave() {
		panic(ErrWaitUnacquired)
	}
}

// count counts one more waiter, unless the crowd has turned to the other half.
func (h *crowdHalf) count() bool {
	crowd := &h.of.crowd
	for {
		word := crowd.word.Load()
		if crowd.halfOf(word) != h {
			return false
		}
		if crowd.word.CompareAndSwap(word, word+1) {
			return true
		}
	}
}

// admits reports whether a wait without a limit may join the crowd, and opens it if the queue has become empty.
func (c *Condition) admits() bool { return c.crowd.open() || c.openCrowd() }

func (c *Condition) openCrowd() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.queue.empty() {
		return false
	}
	c.readyCrowd()
	atomic.StoreUint32(&c.crowd.state, crowdOpen)
	return true
}

// readyCrowd gives the halves what they need to know; the caller then opens the crowd.
func (c *Condition) readyCrowd() {
	for i := range c.crowd.halves {
		if h := &c.crowd.halves[i]; h.of == nil {
			h.of, h.cond.L = c, h
		}
	}
}

// enqueue releases the lock and makes the caller a waiter of the queue, for which it returns the waiter if its limit has not passed, and
// nil for one of the queue's crowd; the caller then waits, as after [waitQueue.join]. It reports false if the lock was not held: a
// [Lock] may have been released by another goroutine meanwhile. The crowd is closed before the lock is released, so that the lock's next
// holder finds the queue, and the queue's mutex is held until the waiter sleeps, so that a notifier can only come later.
func (c *Condition) enqueue(lock ConditionLock, lim limit) (w *waiter, held bool) {
	c.mu.Lock()
	if !c.crowd.closed() {
		atomic.StoreUint32(&c.crowd.state, crowdClosed)
	}
	switch {
	case !lock.leave():
		c.mu.Unlock()
		return nil, false
	case !lim.bounded():
		c.queue.join(&c.mu)
		return nil, true
	case lim.over():
		c.mu.Unlock()
		return nil, true
	}
	return c.queue.enlist(&c.mu), true
}

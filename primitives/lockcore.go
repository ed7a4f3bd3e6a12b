package primitives

import (
	"sync"
	"sync/atomic"
)

// A lockCore is the lock inside Lock and RLock. Its word, drawn in queue_policy.go, holds the owner's tag, or none when free. Each
// successful compare-and-swap of the word that takes the lock reads what the one that freed it wrote: that is the edge from a release to
// the next acquire.
type lockCore struct {
	word lockWord
	mu   sync.Mutex
	list waitList
	// sparing: the last waiter to leave the list was handed the lock, and others stayed. The next release that finds no
	// designated waiter wakes one, however long it has waited. Guarded by mu.
	sparing bool
}

// The bits of the word below the owner's tag. passedBits count the releases that ignored the queue while a woken waiter had not decided
// yet, modulo lookEvery, and are clear while parkedBit is. They are part of the word because a count of its own would cost each of those
// releases another locked instruction.
const (
	passedOne  = 1 << 2
	passedBits = (lookEvery - 1) * passedOne
	lockBits   = flagBits | passedBits
	tagShift   = 8
)

// lookEvery is how many releases may ignore the queue before one checks whether its head has starved. The designated waiter
// may take long to run, behind other goroutines on the processor.
const lookEvery = 64

// handOverEvery returns how many releases ignore the queue after a hand-over before one checks again, if the designated waiter still
// has not decided. Where many goroutines wait, or others keep the processors busy, every waiter has starved by the time its turn
// comes: a hand-over at each release would cost a switch between goroutines for each turn, all of them with the lock held. The more
// wait, the less does a turn sooner or later matter to each of them, and the more do the switches to all.
func handOverEvery(waiters int) uint64 {
	const least, share = 8, 40
	return uint64(min(max(least, waiters/share), lookEvery))
}

// A lockWord is an [atomic.Uint64], made of functions: with that type's methods the compiler would not inline Acquire and Release.
type lockWord struct {
	_    [0]atomic.Uint64 // aligns bits on every platform
	bits uint64
}

// take takes a free lock without waiters, and free frees one. Both look first: beside waiters, whose bits let them fail at every turn,
// a look costs nothing, and a compare-and-swap in vain half of the turn.
func (w *lockWord) take(tag uint64) bool {
	return atomic.LoadUint64(&w.bits) == 0 && atomic.CompareAndSwapUint64(&w.bits, 0, tag)
}

func (w *lockWord) free(tag uint64) bool {
	return atomic.LoadUint64(&w.bits) == tag && atomic.CompareAndSwapUint64(&w.bits, tag, 0)
}

func (w *lockWord) Load() uint64 { return atomic.LoadUint64(&w.bits) }

func (w *lockWord) CompareAndSwap(old, next uint64) bool {
	return atomic.CompareAndSwapUint64(&w.bits, old, next)
}

func (w *lockWord) And(mask uint64) { atomic.AndUint64(&w.bits, mask) }

func (c *lockCore) owner() uint64 { return c.word.Load() &^ lockBits }

// tryAcquire takes the lock if it is free.
func (c *lockCore) tryAcquire(tag uint64) bool {
	for {
		old := c.word.Load()
		if old&^lockBits != 0 {
			return false
		}
		if c.word.CompareAndSwap(old, old|tag) {
			return true
		}
	}
}

// acquire waits for the lock, which tryAcquire has just found taken.
func (c *lockCore) acquire(tag uint64, lim limit) bool {
	return spin(c.tryAcquire, tag) || compete(c, &c.mu, &c.list, tag, lim)
}

func (c *lockCore) woken() {}

func (c *lockCore) claim(tag, token uint64) bool {
	for {
		old := c.word.Load()
		next, won := old&^token|parkedBit, false
		if old&^lockBits == 0 {
			next, won = old&^token|tag, true
		}
		if c.word.CompareAndSwap(old, next) {
			return won
		}
	}
}

func (c *lockCore) tidy() {
	if c.list.empty() {
		c.word.And(^uint64(parkedBit | passedBits))
	}
}

// releaseSlow frees a lock that tag holds, and reports whether tag held it.
//
//go:noinline
func (c *lockCore) releaseSlow(tag uint64) bool {
	for {
		old := c.word.Load()
		if old&^lockBits != tag {
			return false
		}
		next := old & lockBits
		if old&parkedBit != 0 {
			if next += passedOne; old&wokenBit == 0 || next&passedBits == 0 {
				return c.releaseParked(tag)
			}
		}
		// The queue is empty, or the designated waiter has been woken and will find the lock free.
		if c.word.CompareAndSwap(old, next) {
			return true
		}
	}
}

func (c *lockCore) releaseParked(tag uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		old := c.word.Load()
		if old&^lockBits != tag {
			return false // another Release came first
		}
		next, heir, v := c.succession(old)
		if !c.word.CompareAndSwap(old, next) {
			continue
		}
		if heir != nil {
			c.list.remove(heir)
			heir.wake(v)
		}
		if heir != nil {
			c.sparing = v == granted && next&parkedBit != 0
		}
		return true
	}
}

// succession returns the word after the lock is freed, and the waiter to wake, if any, with its verdict. After a
// hand-over the count of the releases that ignore the queue is near its end: the next waiter has probably starved as well.
func (c *lockCore) succession(old uint64) (next uint64, heir *waiter, v verdict) {
	head := c.list.head
	switch {
	case head == nil:
		return old & wokenBit, nil, waiting
	case head.starved() && (!c.sparing || old&wokenBit != 0):
		next, v = head.tag|old&wokenBit, granted
	case old&wokenBit != 0:
		return old & flagBits, nil, waiting
	default:
		next, v = wokenBit, retry
	}
	if head.next == nil {
		return next, head, v
	}
	passed := old & passedBits
	if v == granted {
		passed = (lookEvery - handOverEvery(c.list.len-1)) * passedOne
	}
	return next | passed | parkedBit, head, v
}

// waiters counts the queued waiters and the designated one that has been woken and has not decided yet.
func (c *lockCore) waiters() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.list.len
	if c.word.Load()&wokenBit != 0 {
		n++
	}
	return n
}

package peers

import (
	"sync"
	"sync/atomic"
	"time"

	"threadlab/primitives"
)

// A Condition is a lock and a place to wait for what it guards to change.
type Condition interface {
	Acquire()
	Release()
	Wait()
	Notify()
	NotifyAll()
	// Another returns a place to wait for another change, under the same lock.
	Another() Condition
}

// A TimedCondition can give up.
type TimedCondition interface {
	Condition
	WaitTimeout(d time.Duration) bool
}

// Conditions returns the conditions, ours first.
func Conditions() []Peer[Condition] {
	return []Peer[Condition]{
		{"threadlab.Condition", func() Condition { return newCondition(new(primitives.Lock)) }},
		{"sync.Cond", func() Condition { return newStdCond(new(sync.Mutex)) }},
		{"sync.Cond.counted", func() Condition { return newCountedCond(new(sync.Mutex)) }},
		{"chancond", func() Condition { return &chanCond{mu: new(sync.Mutex)} }},
	}
}

// A condition is ours, over a Lock.
type condition struct {
	lock *primitives.Lock
	c    *primitives.Condition
}

func newCondition(lock *primitives.Lock) *condition {
	return &condition{lock, primitives.NewCondition(lock)}
}

func (c *condition) Another() Condition { return newCondition(c.lock) }

func (c *condition) Acquire()   { c.c.Acquire(nil) }
func (c *condition) Release()   { c.c.Release(nil) }
func (c *condition) Wait()      { c.c.Wait(nil) }
func (c *condition) Notify()    { c.c.Notify(nil, 1) }
func (c *condition) NotifyAll() { c.c.NotifyAll(nil) }

func (c *condition) WaitTimeout(d time.Duration) bool { return c.c.WaitTimeout(nil, d) }

// A stdCond is a sync.Cond over a sync.Mutex. It cannot wait with a timeout.
type stdCond struct {
	mu   *sync.Mutex
	cond *sync.Cond
}

func newStdCond(mu *sync.Mutex) *stdCond { return &stdCond{mu, sync.NewCond(mu)} }

func (c *stdCond) Another() Condition { return newStdCond(c.mu) }

func (c *stdCond) Acquire()   { c.mu.Lock() }
func (c *stdCond) Release()   { c.mu.Unlock() }
func (c *stdCond) Wait()      { c.cond.Wait() }
func (c *stdCond) Notify()    { c.cond.Signal() }
func (c *stdCond) NotifyAll() { c.cond.Broadcast() }

// A countedCond is a sync.Cond that counts its waiters, behind a method: the least that a condition can be which sleeps on a sync.Cond
// and has more to offer, because it must know for which waiters a notification is.
type countedCond struct {
	mu      *sync.Mutex
	cond    *sync.Cond
	waiters atomic.Int64
}

func newCountedCond(mu *sync.Mutex) *countedCond { return &countedCond{mu: mu, cond: sync.NewCond(mu)} }

func (c *countedCond) Another() Condition { return newCountedCond(c.mu) }

func (c *countedCond) Acquire() { c.mu.Lock() }
func (c *countedCond) Release() { c.mu.Unlock() }

func (c *countedCond) Wait() { c.wait() }

//go:noinline
func (c *countedCond) wait() {
	c.waiters.Add(1)
	c.cond.Wait()
}

func (c *countedCond) Notify() {
	if c.waiters.Load() > 0 {
		c.waiters.Add(-1)
		c.cond.Signal()
	}
}

func (c *countedCond) NotifyAll() {
	c.waiters.Store(0)
	c.cond.Broadcast()
}

// A chanCond is CPython's algorithm with a channel where that has a lock: a channel for each waiter, in a list that
// the mutex guards.
type chanCond struct {
	mu      *sync.Mutex
	waiters []chan struct{}
}

func (c *chanCond) Another() Condition { return &chanCond{mu: c.mu} }

func (c *chanCond) Acquire() { c.mu.Lock() }
func (c *chanCond) Release() { c.mu.Unlock() }

func (c *chanCond) Wait() {
	mine := c.enlist()
	c.mu.Unlock()
	<-mine
	c.mu.Lock()
}

func (c *chanCond) WaitTimeout(d time.Duration) bool {
	mine := c.enlist()
	c.mu.Unlock()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-mine:
		c.mu.Lock()
		return true
	case <-timer.C:
		c.mu.Lock()
		return c.withdraw(mine)
	}
}

func (c *chanCond) enlist() chan struct{} {
	mine := make(chan struct{}, 1)
	c.waiters = append(c.waiters, mine)
	return mine
}

// withdraw takes a waiter off the list. It reports true if it has been notified after all.
func (c *chanCond) withdraw(mine chan struct{}) bool {
	for i, w := range c.waiters {
		if w == mine {
			c.waiters = append(c.waiters[:i], c.waiters[i+1:]...)
			return false
		}
	}
	return true
}

func (c *chanCond) Notify() {
	if len(c.waiters) > 0 {
		c.waiters[0] <- struct{}{}
		c.waiters = c.waiters[1:]
	}
}

func (c *chanCond) NotifyAll() {
	for _, w := range c.waiters {
		w <- struct{}{}
	}
	c.waiters = c.waiters[:0]
}

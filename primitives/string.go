package primitives

import "fmt"

// The String methods return what Python's repr does, with this package's names: whether a lock is locked, how many permits a
// semaphore has, how many parties wait. The answer may be out of date when the call returns. Any goroutine may call them.

// String is Python's repr(lock): <unlocked primitives.Lock object at 0x...>, or <locked ...>. Cost: free, beside the text.
func (l *Lock) String() string {
	return fmt.Sprintf("<%s primitives.Lock object at %p>", lockedWord(l.Locked()), l)
}

// String is Python's repr(rlock), without the count, which only the owner may read: see [RLock.RecursionCount]. The owner is
// the address of its Thread. Cost: free, beside the text.
func (l *RLock) String() string {
	owner := l.core.owner() >> tagShift
	return fmt.Sprintf("<%s primitives.RLock object owner=%#x at %p>", lockedWord(owner != 0), owner, l)
}

func lockedWord(locked bool) string {
	if locked {
		return "locked"
	}
	return "unlocked"
}

// String is Python's repr(condition): its lock, and the number of waiters. Cost: a mutex, beside the text.
func (c *Condition) String() string { return fmt.Sprintf("<Condition(%v, %d)>", c.lock(), c.Waiters()) }

// String is Python's repr(semaphore): its permits. Cost: free, beside the text.
func (s *Semaphore) String() string {
	return fmt.Sprintf("<primitives.Semaphore at %p: value=%d>", s, s.Value())
}

// String is Python's repr(semaphore): its permits, and the bound. Cost: free, beside the text.
func (s *BoundedSemaphore) String() string {
	return fmt.Sprintf("<primitives.BoundedSemaphore at %p: value=%d/%d>", s, s.Value(), s.bound)
}

// String is that of a [Semaphore]. Cost: free, beside the text.
func (s *FIFOSemaphore) String() string {
	return fmt.Sprintf("<primitives.FIFOSemaphore at %p: value=%d>", s, s.Value())
}

// String is Python's repr(event): set or unset. Cost: free, beside the text.
func (e *Event) String() string {
	word := "unset"
	if e.IsSet() {
		word = "set"
	}
	return fmt.Sprintf("<primitives.Event at %p: %s>", e, word)
}

// String is Python's repr(barrier): the number of waiting parties and of all, or that it is broken.
// Cost: free, beside the text.
func (b *Barrier) String() string {
	if b.Broken() {
		return fmt.Sprintf("<primitives.Barrier at %p: broken>", b)
	}
	return fmt.Sprintf("<primitives.Barrier at %p: waiters=%d/%d>", b, b.NWaiting(), b.parties)
}

// String is Python's repr(thread): its name, whether it has been started or has ended, whether it is a daemon, and its ident.
// Cost: free, beside the text.
func (t *Thread) String() string {
	class := [...]string{spawnedThread: "Thread", mainThread: "_MainThread", dummyThread: "_DummyThread"}[t.kind]
	return t.describe(class)
}

// String is that of a [Thread]. Cost: free, beside the text.
func (tm *Timer) String() string { return tm.describe("Timer") }

func (t *Thread) describe(class string) string {
	word := [...]string{threadNew: "initial", threadAlive: "started", threadDone: "stopped"}[t.state.Load()]
	if t.Daemon() {
		word += " daemon"
	}
	if ident := t.Ident(); ident != 0 {
		word += fmt.Sprintf(" %d", ident)
	}
	return fmt.Sprintf("<%s(%s, %s)>", class, t.Name(), word)
}

package primitives

// Idle reports that nothing is left of any use: no holder, no waiter, no flag.
func (l *Lock) Idle() bool { return l.core.idle() }

// Idle is Lock.Idle.
func (l *RLock) Idle() bool { return l.core.idle() && l.depth == 0 }

func (c *lockCore) idle() bool { return c.word.Load() == 0 && c.list == waitList{} }

// Idle reports that nothing but permits is left of any use.
func (s *Semaphore) Idle() bool { return s.core.idle() }

// Idle is Semaphore.Idle.
func (s *BoundedSemaphore) Idle() bool { return s.core.idle() }

// Idle is Semaphore.Idle.
func (s *FIFOSemaphore) Idle() bool { return s.word.Load()&flagBits == 0 && s.list == waitList{} }

func (c *semCore) idle() bool { return c.word.Load()&flagBits == 0 && c.list == waitList{} }

// Idle reports that nothing but the flag is left of any use.
func (e *Event) Idle() bool {
	return e.word.Load()&^eventSet == 0 && e.queue.empty()
}

// ReleaseSave is Python's _release_save; false if t does not hold the lock.
func (l *RLock) ReleaseSave(t *Thread) bool {
	_, ok := l.releaseSave(t)
	return ok
}

// ReleaseSave is RLock.ReleaseSave of the condition's lock.
func (c *Condition) ReleaseSave(t *Thread) bool {
	_, ok := c.lock().releaseSave(t)
	return ok
}

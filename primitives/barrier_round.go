package primitives

// wait is one party's passage, or its attempt.
func (b *Barrier) wait(lim limit) (int, error) {
	b.mu.Lock()
	for b.acting {
		b.park(&b.early, limit{})
		b.mu.Lock()
	}
	if b.broken {
		b.mu.Unlock()
		return -1, ErrBrokenBarrier
	}
	place := b.count
	b.count++
	switch {
	case b.count == b.parties:
		if err := b.trip(); err != nil { // unlocks
			return -1, err
		}
		return place, nil
	case lim.over():
		b.abort()
		b.mu.Unlock()
		return -1, ErrBrokenBarrier
	}
	if b.park(&b.list, lim) != granted {
		return -1, ErrBrokenBarrier
	}
	return place, nil
}

// park queues the caller, who holds mu and loses it. If the limit passes it breaks the barrier, unless everybody is there
// already and only the action is not over: then its time does not matter any more.
func (b *Barrier) park(list *waitList, lim limit) verdict {
	w := newWaiter(&b.mu)
	defer w.free()
	w.stays = true
	list.pushBack(w)
	for {
		if v := w.parkPatiently(b.yields(), lim); v != expired {
			return v
		}
		b.mu.Lock()
		if w.list == nil { // let through, or failed, since its time was up
			b.mu.Unlock()
			return verdict(w.verdict.Load())
		}
		if !b.acting {
			list.remove(w)
			b.abort()
			b.mu.Unlock()
			return expired
		}
	}
}

// yields is how often an early party lets others run before it parks. Of a few parties the last one may be about to come;
// with many, each would wait for all the others to do the same.
func (b *Barrier) yields() int {
	const few = 16
	if b.parties > few {
		return 0
	}
	return 2
}

// trip is the last party's: it runs the action and lets the others go. The caller holds mu and loses it.
func (b *Barrier) trip() (err error) {
	if b.action == nil {
		b.endRound(granted)
		b.mu.Unlock()
		return nil
	}
	round := b.round
	b.acting = true
	b.mu.Unlock()

	err = ErrBrokenBarrier // unless the action returns: it may panic
	defer func() {
		if !b.endAction(round, err == nil) && err == nil {
			err = ErrBrokenBarrier
		}
	}()
	return b.action()
}

// endAction lets the parties of a round go, if the action succeeded, and reports whether it did: not if the round was broken
// or reset while the action ran.
func (b *Barrier) endAction(round uint64, ok bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	ok = ok && b.round == round
	switch {
	case ok:
		b.endRound(granted)
	case b.round == round:
		b.abort()
	}
	b.acting = false
	b.early.wakeAll(retry)
	return ok
}

// abort breaks the barrier. The caller holds mu.
func (b *Barrier) abort() {
	b.broken = true
	b.endRound(failed)
}

// endRound sends everybody off with the same verdict. The caller holds mu.
func (b *Barrier) endRound(v verdict) {
	b.list.wakeAll(v)
	b.count = 0
	b.round++
}

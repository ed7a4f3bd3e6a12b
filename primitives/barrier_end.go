package primitives

// This file holds the ends of a round other than by the last party's arrival: by an action, a break or a reset.

// act runs the action and ends the round.
func (b *Barrier) act(number uint64) (err error) {
	err = ErrBrokenBarrier // unless the action returns: it may panic
	defer func() {
		if !b.endAction(number, err == nil) && err == nil {
			err = ErrBrokenBarrier
		}
	}()
	return b.action()
}

// endAction wakes the parties of a round, if the action succeeded, and reports whether it did: not if the round was broken
// or reset while the action ran.
func (b *Barrier) endAction(number uint64, ok bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	// No party arrives while barrierActing is set, so without mu only this goroutine changes the word.
	switch word := b.word.Load(); {
	case roundOf(word) != number:
		ok = false
	case ok:
		b.word.Store(nextRound(word))
		b.dismiss()
	default:
		b.breakRound(barrierBroken)
	}
	b.word.And(^uint64(barrierActing))
	b.early = 0
	b.doorstep.Broadcast()
	return ok
}

// awaitAction waits for the end of an action that runs.
func (b *Barrier) awaitAction() {
	b.mu.Lock()
	if b.word.Load()&barrierActing == 0 {
		b.mu.Unlock()
		return
	}
	b.early++
	b.doorstep.Wait()
}

// expire runs when the limit of a party of a round has passed. It breaks the barrier and reports true, unless the round has
// ended, or all parties have arrived and only the action has not returned.
func (b *Barrier) expire(number uint64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		old := b.word.Load()
		if roundOf(old) != number || old&barrierActing != 0 {
			return false
		}
		if b.tryBreak(old, barrierBroken) {
			return true
		}
	}
}

// breakRound ends the present round with ErrBrokenBarrier for its parties, and leaves the barrier broken if state is
// barrierBroken, whole if it is zero. The caller holds mu.
func (b *Barrier) breakRound(state uint64) {
	for !b.tryBreak(b.word.Load(), state) {
	}
}

// tryBreak is breakRound unless the word has changed from old. It records the number of waiting parties first: as soon as the
// word has changed they call failed.
func (b *Barrier) tryBreak(old, state uint64) bool {
	number, waiting := roundOf(old), int(old&barrierCount)
	if old&barrierActing != 0 && waiting > 0 {
		waiting-- // the last one does not wait
	}
	next := nextRound(old)&^barrierBroken | state
	if waiting > 0 {
		next |= barrierDoubt
		b.unasked[number] = waiting
	}
	if !b.word.CompareAndSwap(old, next) {
		delete(b.unasked, number)
		return false
	}
	b.dismiss()
	return true
}

// failed reports whether a round was broken or reset. Each waiting party of such a round calls it once.
func (b *Barrier) failed(number uint64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	left, bad := b.unasked[number]
	switch {
	case left > 1:
		b.unasked[number]--
	case bad:
		delete(b.unasked, number)
		if len(b.unasked) == 0 {
			b.word.And(^uint64(barrierDoubt))
		}
	}
	return bad
}

package primitives

// This file is how a round ends otherwise than by its last party's arrival: with an action, or badly.

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

// endAction lets the parties of a round go, if the action succeeded, and reports whether it did: not if the round was broken
// or reset while the action ran.
func (b *Barrier) endAction(number uint64, ok bool) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	// Nobody arrives while the flag is up, so only this goroutine changes the word.
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

// expire is called when the limit of a party of a round has passed. It breaks the barrier and reports true, unless the round
// has ended; and if everybody is there already, and only the action is not over, the time does not matter any more.
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

// breakRound ends the round badly, whichever it is, and leaves the barrier broken if state says so, whole if it is zero. The
// caller holds mu.
func (b *Barrier) breakRound(state uint64) {
	for !b.tryBreak(b.word.Load(), state) {
	}
}

// tryBreak is breakRound unless the word is not old any more. Who waits in the round is written down first: from the moment
// the word has changed they come and ask.
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

// failed reports whether a round ended badly, to each of its parties once.
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

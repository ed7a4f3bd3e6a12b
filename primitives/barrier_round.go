package primitives

import (
	"runtime"
	"time"
)

// The state word of a Barrier:
//
//	63                          28     27       26       25      24     23                  0
//	+----------------------------+--------+--------+--------+--------+---------------------+
//	| number of the round        |  doubt | attend | acting | broken | parties that arrived |
//	+----------------------------+--------+--------+--------+--------+---------------------+
//
// A party arrives by adding one, and the last starts the next round, each in one compare-and-swap. That is the edge: the last
// party reads a word that contains every arrival, and the waiting parties wait for the round number that it writes. Every other
// change of the word is made with mu held.
const (
	barrierCount  = 1<<24 - 1
	barrierBroken = 1 << 24
	barrierActing = 1 << 25 // all have arrived, and the last one runs the action: a party that arrives now is early
	barrierAttend = 1 << 26 // this round has sleepers or an alarm, so its end must take mu
	barrierDoubt  = 1 << 27 // a past round was broken or reset: its parties must call failed
	barrierRound  = 1 << 28
)

// nextRound is the word after a round has ended.
func nextRound(word uint64) uint64 {
	return word&^(barrierCount|barrierAttend) + barrierRound
}

func roundOf(word uint64) uint64 { return word / barrierRound }

// placeOf is the place of the party that arrives next.
func placeOf(word uint64) int { return int(word & barrierCount) }

// With few parties the last one may be about to arrive, so the others yield once before they sleep, and often need no wake-up. With many,
// each would wait for all the others to yield: they arrive with mu held and sleep at once.
const fewParties = 16

// wait is one call of a Wait method. Its sleeps, and what is usual before and after that of many, are no methods of their own (see
// [waitQueue.join]), and its frame is small: the frames of many sleeping parties compete for the cache.
func (b *Barrier) wait(lim *limit) (int, error) {
	if b.parties > fewParties && lim.ctx == nil && (!lim.timed || lim.d > 0) {
		b.mu.Lock()
		if old := b.word.Load(); b.joins(old) && b.word.CompareAndSwap(old, (old+1)|barrierAttend) {
			if lim.timed {
				b.setAlarm(roundOf(old), lim)
			}
			b.sleepers.Wait()
			if word := b.word.Load(); roundOf(word) == roundOf(old) || word&barrierDoubt != 0 {
				return b.outcome(old, word)
			}
			return placeOf(old), nil
		}
		b.mu.Unlock()
	}
	old, waits, err := b.arrive(lim)
	switch {
	case err != nil:
		return -1, err
	case !waits:
		return placeOf(old), nil
	case lim.bounded():
		return b.waitGuarded(old, lim)
	case b.parties <= fewParties:
		runtime.Gosched()
	}
	word := b.word.Load()
	if roundOf(word) == roundOf(old) {
		b.mu.Lock()
		if b.attend(roundOf(old)) {
			b.sleepers.Wait()
		} else {
			b.mu.Unlock()
		}
		word = b.word.Load()
	}
	return b.outcome(old, word)
}

// waitGuarded waits for the end of a round that lim may break, for the party that has changed the word from old.
func (b *Barrier) waitGuarded(old uint64, lim *limit) (int, error) {
	own := b.guard(roundOf(old), lim)
	if b.parties <= fewParties {
		runtime.Gosched()
	}
	place, err := b.outcome(old, b.word.Load())
	own.disarm()
	return place, err
}

// outcome returns what a wait returns once its round has ended. A party that the end of the round before has woken sleeps again.
func (b *Barrier) outcome(old, word uint64) (int, error) {
	for roundOf(word) == roundOf(old) {
		b.mu.Lock()
		if b.attend(roundOf(old)) {
			b.sleepers.Wait()
		} else {
			b.mu.Unlock()
		}
		word = b.word.Load()
	}
	if word&barrierDoubt != 0 && b.failed(roundOf(old)) {
		return -1, ErrBrokenBarrier
	}
	return placeOf(old), nil
}

// arrive makes the caller a party of a round. It returns the word before, with the party's place and the round's number, and whether the
// party must wait for the others.
func (b *Barrier) arrive(lim *limit) (old uint64, waits bool, err error) {
	for {
		old = b.word.Load()
		switch {
		case old&barrierActing != 0:
			b.awaitAction()
		case old&barrierBroken != 0:
			return old, false, ErrBrokenBarrier
		case placeOf(old)+1 == b.parties:
			if tripped, err := b.trip(old); tripped || err != nil {
				return old, false, err
			}
		case lim.over():
			if b.expire(roundOf(old)) {
				return old, false, ErrBrokenBarrier
			}
		case b.word.CompareAndSwap(old, old+1):
			return old, true, nil
		}
	}
}

// joins reports whether the next party is one that waits for others, and for no action.
func (b *Barrier) joins(word uint64) bool {
	return word&(barrierActing|barrierBroken) == 0 && placeOf(word)+1 != b.parties
}

// attend makes the end of the round take mu, and reports whether the round has not ended yet. The caller holds mu.
func (b *Barrier) attend(number uint64) bool {
	word := b.word.Load()
	for roundOf(word) == number && word&barrierAttend == 0 {
		b.word.CompareAndSwap(word, word|barrierAttend)
		word = b.word.Load()
	}
	return roundOf(word) == number
}

// guard breaks the round if lim passes. A timeout is the round's: the earliest breaks it for all parties. A context is the
// caller's, with an alarm of its own, which guard returns.
func (b *Barrier) guard(number uint64, lim *limit) alarm {
	if lim.ctx != nil {
		return lim.arm(func() { b.expire(number) })
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.attend(number) {
		b.setAlarm(number, lim)
	}
	return alarm{}
}

// setAlarm sets the round's alarm, unless it is set to an earlier time. The caller holds mu.
func (b *Barrier) setAlarm(number uint64, lim *limit) {
	set := b.alarm.armed()
	if set && b.patience <= lim.d { // armed earlier, for less: no need to read the clock, which costs as much as the rest
		return
	}
	deadline := time.Now().Add(lim.d)
	if set && b.deadline.Before(deadline) {
		return
	}
	b.alarm.disarm()
	b.alarm, b.deadline, b.patience = lim.arm(func() { b.expire(number) }), deadline, lim.d
}

// trip ends the round for the last party, after the action. It reports false if the word has changed from old.
func (b *Barrier) trip(old uint64) (tripped bool, err error) {
	if b.action != nil {
		if !b.word.CompareAndSwap(old, old+1|barrierActing) {
			return false, nil
		}
		return true, b.act(roundOf(old))
	}
	if old&barrierAttend == 0 {
		return b.word.CompareAndSwap(old, nextRound(old)), nil
	}
	b.mu.Lock()
	if !b.word.CompareAndSwap(old, nextRound(old)) {
		b.mu.Unlock()
		return false, nil
	}
	b.disarm()
	b.mu.Unlock()
	// Without mu, so that parties that are awake already need not wait for it: a sleeper had its ticket before the word changed.
	b.sleepers.Broadcast()
	return true, nil
}

// dismiss disarms the alarm and wakes the sleepers of a round that has ended. The caller has held mu since before the end.
func (b *Barrier) dismiss() {
	b.disarm()
	b.sleepers.Broadcast()
}

func (b *Barrier) disarm() {
	b.alarm.disarm()
	b.alarm = alarm{}
}

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
// A party arrives by adding one, and the last starts the next round, each in one compare-and-swap. That is the edge: every
// arrival is in the word that the last one reads, and the number that it writes is what those who wait are waiting to see.
// Whatever else changes the word does so with mu held.
const (
	barrierCount  = 1<<24 - 1
	barrierBroken = 1 << 24
	barrierActing = 1 << 25 // all have arrived, and the last one runs the action: whoever comes now is early
	barrierAttend = 1 << 26 // this round has sleepers or an alarm, so whoever ends it must take mu
	barrierDoubt  = 1 << 27 // of a round that has ended it must be asked how
	barrierRound  = 1 << 28
)

// nextRound is the word after a round has ended.
func nextRound(word uint64) uint64 {
	return word&^(barrierCount|barrierAttend) + barrierRound
}

func roundOf(word uint64) uint64 { return word / barrierRound }

// wait is one party's passage, or its attempt. Of a few parties the last one may be about to come, so the others let it run once
// before they sleep: nobody has to be woken. With many, each would wait for all the others to do the same. (The sleep is not a
// call of its own: see [waitQueue.join].)
func (b *Barrier) wait(lim limit) (int, error) {
	place, number, waits, err := b.arrive(lim)
	if !waits {
		return place, err
	}
	var own alarm
	if lim.bounded() {
		own = b.guard(number, lim)
	}
	const few = 16
	if b.parties <= few {
		runtime.Gosched()
	}
	word := b.word.Load()
	for roundOf(word) == number {
		b.mu.Lock()
		if b.attend(number) {
			b.sleepers.Wait()
		} else {
			b.mu.Unlock()
		}
		word = b.word.Load()
	}
	own.disarm()
	if word&barrierDoubt != 0 && b.failed(number) {
		return -1, ErrBrokenBarrier
	}
	return place, nil
}

// arrive makes the caller a party of a round, and reports which place it has in which, and whether the round still goes on.
func (b *Barrier) arrive(lim limit) (place int, number uint64, waits bool, err error) {
	for {
		old := b.word.Load()
		place, number = int(old&barrierCount), roundOf(old)
		switch {
		case old&barrierActing != 0:
			b.awaitAction()
		case old&barrierBroken != 0:
			return -1, number, false, ErrBrokenBarrier
		case place+1 == b.parties:
			if tripped, err := b.trip(old); err != nil {
				return -1, number, false, err
			} else if tripped {
				return place, number, false, nil
			}
		case lim.over():
			if b.expire(number) {
				return -1, number, false, ErrBrokenBarrier
			}
		case b.word.CompareAndSwap(old, old+1):
			return place, number, true, nil
		}
	}
}

// attend has whoever ends the round take mu, and reports whether it still goes on. The caller holds mu.
func (b *Barrier) attend(number uint64) bool {
	word := b.word.Load()
	for roundOf(word) == number && word&barrierAttend == 0 {
		b.word.CompareAndSwap(word, word|barrierAttend)
		word = b.word.Load()
	}
	return roundOf(word) == number
}

// guard sees to it that the round ends if lim passes, and returns the part of that which is the caller's own. A timeout is the
// round's: the earliest ends it for everybody.
func (b *Barrier) guard(number uint64, lim limit) alarm {
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
func (b *Barrier) setAlarm(number uint64, lim limit) {
	set := b.alarm.armed()
	if set && b.patience <= lim.d { // set before now, and for less: no need to ask the clock, which costs as much as the rest
		return
	}
	deadline := time.Now().Add(lim.d)
	if set && b.deadline.Before(deadline) {
		return
	}
	b.alarm.disarm()
	b.alarm, b.deadline, b.patience = lim.arm(func() { b.expire(number) }), deadline, lim.d
}

// trip is the last party's: it ends the round, after its action. It reports false if the word is not old any more.
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
	defer b.mu.Unlock()
	if !b.word.CompareAndSwap(old, nextRound(old)) {
		return false, nil
	}
	b.dismiss()
	return true, nil
}

// dismiss is the rest of the end of a round that had sleepers or an alarm. The caller holds mu, since before the end.
func (b *Barrier) dismiss() {
	b.alarm.disarm()
	b.alarm = alarm{}
	b.sleepers.Broadcast()
}

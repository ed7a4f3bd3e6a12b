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

// wait is one party's passage, or its attempt.
func (b *Barrier) wait(lim limit) (int, error) {
	for {
		old := b.word.Load()
		place, number := int(old&barrierCount), roundOf(old)
		switch {
		case old&barrierActing != 0:
			b.awaitAction()
		case old&barrierBroken != 0:
			return -1, ErrBrokenBarrier
		case place+1 == b.parties:
			if tripped, err := b.trip(old); err != nil {
				return -1, err
			} else if tripped {
				return place, nil
			}
		case lim.over():
			if b.expire(number) {
				return -1, ErrBrokenBarrier
			}
		case b.word.CompareAndSwap(old, old+1):
			var word uint64
			if lim.bounded() {
				word = b.awaitWithin(number, lim)
			} else {
				word = b.await(number)
			}
			if word&barrierDoubt != 0 && b.failed(number) {
				return -1, ErrBrokenBarrier
			}
			return place, nil
		}
	}
}

// await waits for the end of a round and returns the word as it is then. Of a few parties the last one may be about to come,
// so it lets others run once before it sleeps: nobody has to be woken. With many, each would wait for all the others to do the
// same.
func (b *Barrier) await(number uint64) uint64 {
	const few = 16
	if b.parties <= few {
		runtime.Gosched()
		if word := b.word.Load(); roundOf(word) != number {
			return word
		}
	}
	b.mu.Lock()
	word, goesOn := b.attend(number)
	for goesOn {
		b.sleepers.Wait()
		if word = b.word.Load(); roundOf(word) != number {
			return word
		}
		b.mu.Lock()
		word, goesOn = b.attend(number)
	}
	b.mu.Unlock()
	return word
}

// awaitWithin is await for a party that does not wait for ever.
func (b *Barrier) awaitWithin(number uint64, lim limit) uint64 {
	defer b.guard(number, lim).disarm()
	return b.await(number)
}

// attend has whoever ends the round take mu, unless it has ended: it returns the word, and whether the round still goes on.
// The caller holds mu.
func (b *Barrier) attend(number uint64) (word uint64, goesOn bool) {
	word = b.word.Load()
	for roundOf(word) == number && word&barrierAttend == 0 {
		b.word.CompareAndSwap(word, word|barrierAttend)
		word = b.word.Load()
	}
	return word, roundOf(word) == number
}

// guard sees to it that the round ends if lim passes, and returns the part of that which is the caller's own. A timeout is the
// round's: the earliest ends it for everybody.
func (b *Barrier) guard(number uint64, lim limit) alarm {
	if lim.ctx != nil {
		return lim.arm(func() { b.expire(number) })
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, goesOn := b.attend(number); goesOn {
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

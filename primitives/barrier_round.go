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

// wait is one call of a Wait method. With few parties the last one may be about to arrive, so the others yield once before they
// sleep, and often need no wake-up. With many, each would wait for all the others to yield; where the alarm needs mu anyway, all but
// the last arrive with mu held and sleep at once. (The sleep is not a method of its own: see [waitQueue.join].)
func (b *Barrier) wait(lim limit) (int, error) {
	const few = 16
	var own alarm
	place, number, waits := 0, uint64(0), false
	if lim.timed && b.parties > few {
		b.mu.Lock()
		if place, number, waits = b.arriveToSleep(lim); waits {
			b.sleepers.Wait()
		} else {
			b.mu.Unlock()
		}
	}
	if !waits {
		var err error
		if place, number, waits, err = b.arrive(lim); !waits {
			return place, err
		}
		if lim.bounded() {
			own = b.guard(number, lim)
		}
		if b.parties <= few {
			runtime.Gosched()
		}
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

// arrive makes the caller a party of a round. It returns its place, the round's number, and whether it must wait for the others.
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

// arriveToSleep makes the caller a party that waits for the end of the round, with its alarm set, unless it is the last one or
// the barrier is in any other state than that of a round. The caller holds mu, and sleeps next.
func (b *Barrier) arriveToSleep(lim limit) (place int, number uint64, waits bool) {
	old := b.word.Load()
	place, number = int(old&barrierCount), roundOf(old)
	if old&(barrierActing|barrierBroken) != 0 || place+1 == b.parties || lim.over() ||
		!b.word.CompareAndSwap(old, (old+1)|barrierAttend) {
		return place, number, false
	}
	if lim.timed {
		b.setAlarm(number, lim)
	}
	return place, number, true
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

package primitives

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"
)

// A Barrier is Python's threading.Barrier: it blocks goroutines until a fixed number of them, the parties, has arrived, lets all
// of them pass together, and begins the next round. Make one with [NewBarrier]; the zero value lets no party pass. A Barrier
// must not be copied after first use. The order in which the parties of a round run on is not defined.
//
// The last party to arrive runs the action, if there is one, before any party passes. If the action fails, by an error or a
// panic, that party gets it and the others [ErrBrokenBarrier]. A party that arrives while an action runs belongs to the next
// round, and waits for the action's end without a limit. An action may call the barrier's methods, which deadlocks in Python,
// except the waits: Abort and Reset break the round it belongs to.
//
// A wait that gives up, because of its time or its context, breaks the barrier: all waits of the round, and all later ones,
// return ErrBrokenBarrier until Reset.
//
// In the terms of the Go memory model, every party's call happens before the action, and the action before the return of
// every party of its round.
//
// A Barrier does not release the GIL: a [Thread] waits inside [Thread.Blocking].
type Barrier struct {
	parties int
	action  func() error
	limit   limit // of Wait, from WithTimeout

	word atomic.Uint64 // drawn in barrier_round.go

	mu       sync.Mutex
	sleepers sync.Cond     // the waiting parties of this round
	alarm    alarm         // of this round, armed for the earliest of its parties' deadlines
	deadline time.Time     // when the alarm goes off
	patience time.Duration // from the moment the alarm was armed to deadline
	doorstep sync.Cond     // parties that arrived while an action ran
	early    int           // how many wait on doorstep
	// unasked counts, for each round that ended broken or by a reset, its parties that have not called failed yet.
	unasked map[uint64]int
}

// NewBarrier returns a barrier for n parties. It panics with [ErrParties] if n is less than one, and with [ErrTooManyParties] if
// it is more than 2^24-1. Python: threading.Barrier(n, action, timeout).
func NewBarrier(n int, opts ...BarrierOption) *Barrier {
	switch {
	case n < 1:
		panic(ErrParties)
	case n > barrierCount:
		panic(ErrTooManyParties)
	}
	b := &Barrier{parties: n, unasked: map[uint64]int{}}
	b.sleepers.L, b.doorstep.L = unlocker{&b.mu}, unlocker{&b.mu}
	for _, opt := range opts {
		opt(b)
	}
	return b
}

// Wait arrives and waits for the other parties, without a limit or for the barrier's own timeout. It returns the caller's place
// in the order of arrival, from 0 to Parties()-1, or -1 and an error: ErrBrokenBarrier, or the action's own. Python:
// barrier.wait(). Cost: a CAS; may park.
func (b *Barrier) Wait() (int, error) { return b.wait(&b.limit) }

// WaitTimeout is Wait for at most d, instead of the barrier's own timeout. If d is zero or negative, and the caller is not the
// last, it breaks the barrier at once. Python: barrier.wait(d). Cost: a CAS; may park.
func (b *Barrier) WaitTimeout(d time.Duration) (int, error) {
	lim := within(d)
	return b.wait(&lim)
}

// WaitContext is Wait until ctx is done at most, instead of the barrier's own timeout. If ctx is done, the
// caller's error matches ctx.Err() as well as ErrBrokenBarrier; the other parties get ErrBrokenBarrier alone. Cost: a CAS; may park.
func (b *Barrier) WaitContext(ctx context.Context) (int, error) {
	lim := until(ctx)
	i, err := b.wait(&lim)
	if err == ErrBrokenBarrier && ctx.Err() != nil {
		err = errors.Join(err, ctx.Err())
	}
	return i, err
}

// Reset starts a new round: waiting parties get ErrBrokenBarrier, and a broken barrier is whole again. Without waiting parties,
// on a whole barrier, it does nothing. A round whose last party has arrived, and whose action has returned, passes all the same.
// Python: barrier.reset(). Cost: a mutex.
func (b *Barrier) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.breakRound(0)
}

// Abort breaks the barrier: waiting parties and later ones get ErrBrokenBarrier, until Reset. A round whose last party has
// arrived, and whose action has returned, passes all the same. Python: barrier.abort(). Cost: a mutex.
func (b *Barrier) Abort() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.breakRound(barrierBroken)
}

// Parties is the number of goroutines it takes to pass. Python: barrier.parties. Cost: free.
func (b *Barrier) Parties() int { return b.parties }

// NWaiting is the number of parties of the round that have arrived and not passed yet; an action sees all of them. Python:
// barrier.n_waiting. Cost: free.
func (b *Barrier) NWaiting() int { return int(b.word.Load() & barrierCount) }

// Broken reports whether the barrier is broken. Python: barrier.broken. Cost: free.
func (b *Barrier) Broken() bool { return b.word.Load()&barrierBroken != 0 }

// Waiters counts the goroutines that wait, including those that wait for the next round. Cost: a mutex.
func (b *Barrier) Waiters() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	word := b.word.Load()
	n := int(word&barrierCount) + b.early
	if word&barrierActing != 0 && word&barrierCount != 0 {
		n-- // the last one does not wait
	}
	return n
}

// A BarrierOption is an argument of [NewBarrier].
type BarrierOption func(*Barrier)

// WithAction makes the last party of each round run f before any party passes: see [Barrier]. A nil f does nothing. Python:
// threading.Barrier(n, action=f).
func WithAction(f func() error) BarrierOption { return func(b *Barrier) { b.action = f } }

// WithTimeout bounds every [Barrier.Wait] by d. With a d of zero or less, any party but the last breaks the barrier at once.
// Python: threading.Barrier(n, timeout=d).
func WithTimeout(d time.Duration) BarrierOption {
	return func(b *Barrier) { b.limit = within(d) }
}

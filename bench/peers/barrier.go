package peers

import (
	"sync"
	"time"

	"threadlab/primitives"
)

// A Barrier holds the party that calls it until all have come. It is a function, so that each is one call away from the party, as
// in the code that it stands for: ours is called directly there, and the others are written out.
type Barrier func()

// Barriers returns the barriers, each made for that many parties, ours first, without a timeout and with one.
func Barriers(parties int) []Peer[Barrier] {
	return []Peer[Barrier]{
		{"threadlab.Barrier", func() Barrier { return whole(primitives.NewBarrier(parties)) }},
		{"threadlab.Barrier.timed", func() Barrier {
			return whole(primitives.NewBarrier(parties, primitives.WithTimeout(time.Hour)))
		}},
		{"sync.Cond", func() Barrier { t := newTurnstile(parties); return func() { t.Wait() } }},
		{"chan", func() Barrier { r := newRelay(parties); return func() { r.Wait() } }},
	}
}

// whole is ours, which cannot break here: no wait gives up. Inlined, it would leave a call of Wait in its function, which is inlined
// where a program calls it: each level of calls above a switch between goroutines costs some 15 ns.
//
//go:noinline
func whole(b *primitives.Barrier) Barrier {
	return func() {
		if _, err := b.Wait(); err != nil {
			panic(err)
		}
	}
}

// A turnstile is the barrier that Go code writes with a mutex and a condition variable.
type turnstile struct {
	mu                    sync.Mutex
	all                   *sync.Cond
	parties, count, round int
}

func newTurnstile(parties int) *turnstile {
	t := &turnstile{parties: parties}
	t.all = sync.NewCond(&t.mu)
	return t
}

func (t *turnstile) Wait() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.count++; t.count == t.parties {
		t.count = 0
		t.round++
		t.all.Broadcast()
		return
	}
	for round := t.round; round == t.round; {
		t.all.Wait()
	}
}

// A relay is the one with channels: a round has its own, which the last to come closes.
type relay struct {
	mu             sync.Mutex
	parties, count int
	round          chan struct{}
}

func newRelay(parties int) *relay { return &relay{parties: parties, round: make(chan struct{})} }

func (r *relay) Wait() {
	r.mu.Lock()
	round := r.round
	if r.count++; r.count == r.parties {
		r.count, r.round = 0, make(chan struct{})
		close(round)
	}
	r.mu.Unlock()
	<-round
}

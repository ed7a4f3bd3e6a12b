package bench_test

import (
	"fmt"
	"sync"
	"testing"

	"threadlab/primitives"
)

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

// BenchmarkBarrier is one round of all parties.
func BenchmarkBarrier(b *testing.B) {
	for _, parties := range []int{2, 8, 64} {
		for _, p := range []struct {
			impl string
			wait func()
		}{
			{"threadlab.Barrier", waitFor(primitives.NewBarrier(parties))},
			{"sync.Cond", newTurnstile(parties).Wait},
		} {
			b.Run(fmt.Sprintf("impl=%s/parties=%d", p.impl, parties), func(b *testing.B) {
				together(b, parties, func(int) {
					for range b.N {
						p.wait()
					}
				})
			})
		}
	}
}

func waitFor(barrier *primitives.Barrier) func() {
	return func() {
		if _, err := barrier.Wait(); err != nil {
			panic(err)
		}
	}
}

// Package speed is plain Go, on which the speed of the explorer is measured.
package speed

import (
	"sync"
	"sync/atomic"
	"testing"
)

func TestCounter(t *testing.T)     { count(t, 1) }
func TestLongCounter(t *testing.T) { count(t, 10) }
func TestQueue(t *testing.T)       { exchange(t, 1) }
func TestLongQueue(t *testing.T)   { exchange(t, 10) }

// count has two goroutines add to one counter, n times each.
func count(t *testing.T, n int64) {
	var counter atomic.Int64
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for range n {
				counter.Add(1)
			}
		})
	}
	all.Wait()
	if got := counter.Load(); got != 2*n {
		t.Fatalf("counter = %d, want %d", got, 2*n)
	}
}

// A queue has room for two.
type queue struct {
	mu           sync.Mutex
	room, filled *sync.Cond
	held         []int
}

func newQueue() *queue {
	q := new(queue)
	q.room, q.filled = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.held) == 2 {
		q.room.Wait()
	}
	q.held = append(q.held, v)
	q.filled.Signal()
}

func (q *queue) take() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.held) == 0 {
		q.filled.Wait()
	}
	v := q.held[0]
	q.held = q.held[1:]
	q.room.Signal()
	return v
}

// exchange has a producer put n values into a queue, and a consumer take them.
func exchange(t *testing.T, n int) {
	q := newQueue()
	go func() {
		for v := range n {
			q.put(v)
		}
	}()
	for want := range n {
		if v := q.take(); v != want {
			t.Fatalf("took %d, want %d", v, want)
		}
	}
}

package bench_test

import (
	"sync"
	"testing"
	"time"

	"threadlab/primitives"
)

// A table is where two players pass the ball: each waits for its turn, and gives it to the other.
type table interface {
	turn(me int)
}

// BenchmarkConditionPingPong is two turns, one of each player.
func BenchmarkConditionPingPong(b *testing.B) {
	for _, p := range []struct {
		impl string
		table
	}{
		{"threadlab.Condition", newOurTable(0)},
		{"sync.Cond", newCondTable()},
	} {
		b.Run("impl="+p.impl, func(b *testing.B) { pingPong(b, p.table) })
	}
}

// BenchmarkConditionPingPongTimed is the same by players who would give up after an hour.
func BenchmarkConditionPingPongTimed(b *testing.B) {
	for _, p := range []struct {
		impl string
		table
	}{
		{"threadlab.Condition", newOurTable(time.Hour)},
		{"chan.timer", chanTable{make(chan struct{}, 1), make(chan struct{}, 1)}.serve()},
	} {
		b.Run("impl="+p.impl, func(b *testing.B) { pingPong(b, p.table) })
	}
}

func pingPong(b *testing.B, t table) {
	var player sync.Mutex
	next := 0
	together(b, 2, func(int) {
		player.Lock()
		me := next
		next++
		player.Unlock()
		for range b.N {
			t.turn(me)
		}
	})
}

// ourTable is a Condition over a Lock.
type ourTable struct {
	condition *primitives.Condition
	patience  time.Duration // 0: for ever
	whose     int
}

func newOurTable(patience time.Duration) *ourTable {
	return &ourTable{condition: primitives.NewCondition(new(primitives.Lock)), patience: patience}
}

func (t *ourTable) turn(me int) {
	t.condition.Acquire(nil)
	defer t.condition.Release(nil)
	for t.whose != me {
		if t.patience == 0 {
			t.condition.Wait(nil)
		} else {
			t.condition.WaitTimeout(nil, t.patience)
		}
	}
	t.whose = 1 - me
	t.condition.Notify(nil, 1)
}

// condTable is a sync.Cond, which cannot give up.
type condTable struct {
	mu    sync.Mutex
	cond  *sync.Cond
	whose int
}

func newCondTable() *condTable {
	t := new(condTable)
	t.cond = sync.NewCond(&t.mu)
	return t
}

func (t *condTable) turn(me int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.whose != me {
		t.cond.Wait()
	}
	t.whose = 1 - me
	t.cond.Signal()
}

// chanTable is what Go code does that wants to give up: a channel for each player, a timer and a select.
type chanTable [2]chan struct{}

func (t chanTable) serve() chanTable {
	t[0] <- struct{}{}
	return t
}

func (t chanTable) turn(me int) {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	select {
	case <-t[me]:
		t[1-me] <- struct{}{}
	case <-timer.C:
	}
}

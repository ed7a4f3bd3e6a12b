package peers_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/peers"
)

// TestEvents: Set ends the present waits, a later wait returns at once, and after a Clear a wait blocks.
func TestEvents(t *testing.T) {
	for _, p := range peers.Events() {
		t.Run(p.Name, func(t *testing.T) {
			event := p.New()
			timed, canGiveUp := event.(interface{ WaitTimeout(d time.Duration) bool })
			for range 3 {
				var before, passed atomic.Int32
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						event.Wait()
						passed.Add(1)
					})
				}
				if canGiveUp {
					require.False(t, timed.WaitTimeout(time.Microsecond))
				}
				before.Store(passed.Load())
				event.Set()
				wg.Wait()
				assert.Zero(t, before.Load())
				event.Set()
				event.Wait()
				if canGiveUp {
					require.True(t, timed.WaitTimeout(time.Hour))
				}
				event.Clear()
			}
		})
	}
}

// TestConditions: four put a number of things into a box with room for one and four take them out.
func TestConditions(t *testing.T) {
	for _, p := range peers.Conditions() {
		for _, timed := range []bool{false, true} {
			condition := p.New()
			wait := condition.Wait
			if timed {
				patient, ok := condition.(peers.TimedCondition)
				if !ok {
					continue
				}
				wait = func() { patient.WaitTimeout(50 * time.Microsecond) }
			}
			t.Run(p.Name, func(t *testing.T) {
				assert.Equal(t, 1, fullestBox(condition, wait))
			})
		}
	}
}

// fullestBox returns the greatest number of items in the box. Each change wakes all waiters.
func fullestBox(condition peers.Condition, wait func()) int {
	const each = 200
	inside, fullest := 0, 0
	move := func(by, until int) {
		for range each {
			condition.Acquire()
			for inside != until {
				wait()
			}
			inside += by
			fullest = max(fullest, inside)
			condition.NotifyAll()
			condition.Release()
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { move(1, 0) })
		wg.Go(func() { move(-1, 1) })
	}
	wg.Wait()
	return fullest
}

// TestNotifyOne: one notification lets one waiter go, and a waiter that has given up does not swallow it.
func TestNotifyOne(t *testing.T) {
	for _, p := range peers.Conditions() {
		t.Run(p.Name, func(t *testing.T) {
			condition := p.New()
			if timed, ok := condition.(peers.TimedCondition); ok {
				condition.Acquire()
				require.False(t, timed.WaitTimeout(time.Microsecond))
				condition.Release()
			}
			var wg sync.WaitGroup
			waiting, woken := 0, 0
			for range 3 {
				wg.Go(func() {
					condition.Acquire()
					defer condition.Release()
					waiting++
					condition.Wait()
					woken++
				})
			}
			for notified := 0; notified < 3; {
				condition.Acquire()
				if waiting == 3 && woken == notified {
					condition.Notify()
					notified++
				}
				assert.LessOrEqual(t, woken, notified)
				condition.Release()
			}
			wg.Wait()
			assert.Equal(t, 3, woken)
		})
	}
}

// TestBarriers: no party leaves a round before all have arrived.
func TestBarriers(t *testing.T) {
	for _, p := range peers.Barriers(5) {
		t.Run(p.Name, func(t *testing.T) {
			assert.Zero(t, tooEarly(p.New(), 5))
		})
	}
}

// tooEarly returns how often a party left a barrier before all had come.
func tooEarly(barrier peers.Barrier, parties int32) int32 {
	var come, early atomic.Int32
	var wg sync.WaitGroup
	for range parties {
		wg.Go(func() {
			for round := range int32(100) {
				come.Add(1)
				barrier()
				if come.Load() < (round+1)*parties {
					early.Add(1)
				}
			}
		})
	}
	wg.Wait()
	return early.Load()
}

func TestTooEarlySeesAnOpenBarrier(t *testing.T) {
	assert.Positive(t, tooEarly(func() {}, 5))
}

// TestReaders: readers share what a writer has alone.
func TestReaders(t *testing.T) {
	for _, p := range peers.ReadLocks() {
		t.Run(p.Name, func(t *testing.T) {
			locker := p.New()
			token := locker.AcquireRead()
			assert.False(t, locker.TryAcquire(), "a writer beside a reader")
			locker.ReleaseRead(locker.AcquireRead())
			locker.ReleaseRead(token)
			require.True(t, locker.TryAcquire())
			locker.Release()
		})
	}
}

package bench_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench/peers"
)

// BenchmarkConditionPingPong is two goroutines that take turns: each waits for its own and passes it on. An op
// is two turns, one of each.
func BenchmarkConditionPingPong(b *testing.B) {
	for _, p := range withControl(peers.Conditions()) {
		b.Run("impl="+p.Name, func(b *testing.B) {
			pingPong(b, p.New())
		})
	}
}

func pingPong(b *testing.B, condition peers.Condition) {
	whose := 0
	play(b, func(me int) {
		condition.Acquire()
		defer condition.Release()
		for whose != me {
			condition.Wait()
		}
		whose = 1 - me
		condition.Notify()
	})
}

// BenchmarkConditionPingPongTimed is the same with a timeout of an hour for each wait. A channel for each and a
// timer, chan.timer, is what Go code does that knows its goroutines.
func BenchmarkConditionPingPongTimed(b *testing.B) {
	for _, p := range peers.Conditions() {
		timed, ok := p.New().(peers.TimedCondition)
		if !ok {
			continue
		}
		b.Run("impl="+p.Name, func(b *testing.B) {
			pingPongTimed(b, timed)
		})
	}
	b.Run("impl=chan.timer", func(b *testing.B) {
		turns := [2]patientChan{make(patientChan, 1), make(patientChan, 1)}
		turns[0] <- struct{}{}
		play(b, func(me int) {
			if turns[me].receive(time.Hour) {
				turns[1-me] <- struct{}{}
			}
		})
	})
}

func pingPongTimed(b *testing.B, condition peers.TimedCondition) {
	whose := 0
	play(b, func(me int) {
		condition.Acquire()
		defer condition.Release()
		for whose != me {
			condition.WaitTimeout(time.Hour)
		}
		whose = 1 - me
		condition.Notify()
	})
}

type patientChan chan struct{}

func (c patientChan) receive(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-c:
		return true
	case <-timer.C:
		return false
	}
}

// play has two players take b.N turns each.
func play(b *testing.B, turn func(me int)) {
	b.ReportAllocs()
	var who atomic.Int64
	contended(b, 2, func(int) {
		me := int(who.Add(1) - 1)
		for range b.N {
			turn(me)
		}
	})
}

// BenchmarkConditionQueue is a queue with room for 16 that four fill and four empty, with two conditions under one lock,
// as Python's queue.Queue has. An op is one thing put in and taken out.
func BenchmarkConditionQueue(b *testing.B) {
	for _, p := range peers.Conditions() {
		b.Run("impl="+p.Name+"/producers=4/consumers=4/room=16", func(b *testing.B) {
			notFull := p.New()
			fillAndEmpty(b, notFull, notFull.Another())
		})
	}
}

func fillAndEmpty(b *testing.B, notFull, notEmpty peers.Condition) {
	const each, room = 4, 16
	inside := 0
	var who atomic.Int64
	contended(b, 2*each, func(int) {
		me := int(who.Add(1) - 1)
		by, blocked, mine, theirs := 1, room, notFull, notEmpty
		if me >= each {
			by, blocked, mine, theirs = -1, 0, notEmpty, notFull
		}
		for range share(b.N, each, me%each) {
			mine.Acquire()
			for inside == blocked {
				mine.Wait()
			}
			inside += by
			theirs.Notify()
			mine.Release()
		}
	})
}

// BenchmarkConditionNotifyAll is a thousand waiters, from the notification to the last of them having gone. Their coming is not timed.
func BenchmarkConditionNotifyAll(b *testing.B) {
	const waiters = 1000
	for _, p := range peers.Conditions() {
		b.Run("impl="+p.Name+"/waiters=1000", func(b *testing.B) {
			condition, round := p.New(), 0
			b.StopTimer()
			for range b.N {
				var gone sync.WaitGroup
				arrive := gather(waiters)
				for range waiters {
					gone.Go(func() {
						condition.Acquire()
						defer condition.Release()
						arrive.Done()
						for mine := round; mine == round; {
							condition.Wait()
						}
					})
				}
				arrive.Wait()
				b.StartTimer()
				condition.Acquire() // the last to come waits by now: it holds the lock until it does
				round++
				condition.NotifyAll()
				condition.Release()
				gone.Wait()
				b.StopTimer()
			}
		})
	}
}

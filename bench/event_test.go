package bench_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench/peers"
	"threadlab/primitives"
)

// BenchmarkEventDirect is an event that is set: waiting for it, beside the load of an atomic flag, the receive from a
// closed channel and the done channel of a context, which are what Go code uses.
func BenchmarkEventDirect(b *testing.B) {
	var ours primitives.Event
	var flag atomic.Bool
	closed, channel, ctx := make(chan struct{}), peers.NewChanEvent(), peers.NewContextEvent()
	ours.Set()
	flag.Store(true)
	close(closed)
	channel.Set()
	ctx.Set()
	wait := loop{"threadlab.Event", func(b *testing.B) {
		for range eights(b) {
			ours.Wait()
			ours.Wait()
			ours.Wait()
			ours.Wait()
			ours.Wait()
			ours.Wait()
			ours.Wait()
			ours.Wait()
		}
	}}
	direct(b, "wait_after_set", wait.counted(),
		loop{"atomic.Bool", func(b *testing.B) {
			for range eights(b) {
				await(&flag)
				await(&flag)
				await(&flag)
				await(&flag)
				await(&flag)
				await(&flag)
				await(&flag)
				await(&flag)
			}
		}},
		loop{"chan", func(b *testing.B) {
			for b.Loop() {
				<-closed
			}
		}},
		loop{"context", func(b *testing.B) {
			for b.Loop() {
				ctx.Wait()
			}
		}},
		wait.again().counted())
	direct(b, "wait_timeout_after_set",
		loop{"threadlab.Event", func(b *testing.B) {
			for b.Loop() {
				ours.WaitTimeout(time.Hour)
			}
		}},
		loop{"chan.timer", func(b *testing.B) {
			for b.Loop() {
				channel.WaitTimeout(time.Hour)
			}
		}})
}

// await is a wait for a flag as one writes it by hand: a load, and a call if the flag is down, which it is not here.
func await(flag *atomic.Bool) {
	if !flag.Load() {
		sleep()
	}
}

//go:noinline
func sleep() { panic("the flag is down") }

// BenchmarkEventSetClear is an event that no goroutine waits for, set and cleared.
func BenchmarkEventSetClear(b *testing.B) {
	for _, p := range peers.Named(peers.Events(), "threadlab.Event", "sync.Cond", "chan") {
		b.Run("impl="+p.Name, func(b *testing.B) {
			event := p.New()
			for b.Loop() {
				event.Set()
				event.Clear()
			}
		})
	}
}

// BenchmarkEventBroadcast is one event that a thousand goroutines wait for, from its being set to the last of them having
// gone. Their coming is not timed.
func BenchmarkEventBroadcast(b *testing.B) {
	const waiters = 1000
	for _, p := range append(peers.Named(peers.Events(), "threadlab.Event", "sync.Cond"), closePeer()) {
		b.Run("impl="+p.Name+"/waiters=1000", func(b *testing.B) {
			event := p.New()
			b.StopTimer()
			for range b.N {
				if c, ok := event.(*closing); ok {
					c.ch = make(chan struct{})
				}
				var gone sync.WaitGroup
				arrive := gather(waiters)
				for range waiters {
					gone.Go(func() {
						arrive.Done()
						event.Wait()
					})
				}
				arrive.settle()
				b.StartTimer()
				event.Set()
				gone.Wait()
				b.StopTimer()
				event.Clear()
			}
		})
	}
}

func closePeer() peers.Peer[peers.Event] {
	return peers.Peer[peers.Event]{Name: "close", New: func() peers.Event { return new(closing) }}
}

// closing is no event but what one is made of: a channel, closed once.
type closing struct{ ch chan struct{} }

func (c *closing) Set()   { close(c.ch) }
func (c *closing) Clear() {}
func (c *closing) Wait()  { <-c.ch }

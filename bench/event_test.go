package bench_test

import (
	"sync/atomic"
	"testing"
	"time"

	"threadlab/primitives"
)

// BenchmarkEventDirect is an event that is set: waiting for it, beside the load of an atomic flag and the receive
// from a closed channel, which are what Go code uses.
func BenchmarkEventDirect(b *testing.B) {
	var ours primitives.Event
	var flag atomic.Bool
	closed := make(chan struct{})
	ours.Set()
	flag.Store(true)
	close(closed)
	direct(b, "wait_after_set",
		loop{"threadlab.Event", func(b *testing.B) {
			for b.Loop() {
				ours.Wait()
			}
		}},
		loop{"atomic.Bool", func(b *testing.B) {
			for b.Loop() {
				if !flag.Load() {
					b.Fatal("the flag is down")
				}
			}
		}},
		loop{"chan", func(b *testing.B) {
			for b.Loop() {
				<-closed
			}
		}})
	direct(b, "wait_timeout_after_set",
		loop{"threadlab.Event", func(b *testing.B) {
			for b.Loop() {
				ours.WaitTimeout(time.Hour)
			}
		}},
		loop{"chan.timer", func(b *testing.B) {
			for b.Loop() {
				timer := time.NewTimer(time.Hour)
				select {
				case <-closed:
					timer.Stop()
				case <-timer.C:
				}
			}
		}})
}

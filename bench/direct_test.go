package bench_test

import (
	"testing"
	"time"

	"threadlab/bench"
)

// A loop is one implementation of one operation, called as a program would call it: no interface in between, so
// that what can be inlined is. That is why each is written out.
type loop struct {
	impl string
	run  func(b *testing.B)
}

// eights is how many turns a loop takes that does eight operations in each. An operation of less than a nanosecond takes up to twice as
// long by where its loop stands in memory; eight of them in a row do not.
func eights(b *testing.B) int { return (b.N + 7) / 8 }

// again is a loop once more, as the control.
func (l loop) again() loop { return loop{l.impl + bench.ControlSuffix, l.run} }

// counted is a loop that has its allocations counted.
func (l loop) counted() loop {
	return loop{l.impl, func(b *testing.B) {
		b.ReportAllocs()
		l.run(b)
	}}
}

// direct runs the loops of one operation beside each other.
func direct(b *testing.B, op string, loops ...loop) {
	for _, l := range loops {
		b.Run("impl="+l.impl+"/op="+op, l.run)
	}
}

// chanTimer is what Go code does that wants a channel for at most an hour: a timer, and a select.
func chanTimer(b *testing.B) {
	slots := make(chan struct{}, 1)
	for b.Loop() {
		timer := time.NewTimer(time.Hour)
		select {
		case slots <- struct{}{}:
			timer.Stop()
		case <-timer.C:
		}
		<-slots
	}
}

// chanTry is the same for code that knows that most of the time it need not wait: it tries, and makes the timer only if
// that fails, which it does not here.
func chanTry(b *testing.B) {
	slots := make(chan struct{}, 1)
	for b.Loop() {
		select {
		case slots <- struct{}{}:
		default:
			timer := time.NewTimer(time.Hour)
			select {
			case slots <- struct{}{}:
				timer.Stop()
			case <-timer.C:
			}
		}
		<-slots
	}
}

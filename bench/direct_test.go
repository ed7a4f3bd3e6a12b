package bench_test

import (
	"testing"
	"time"
)

// A loop is one implementation of one operation, called as a program would call it: no interface in between, so
// that what can be inlined is. That is why each is written out.
type loop struct {
	impl string
	run  func(b *testing.B)
}

// direct runs the loops of one operation beside each other.
func direct(b *testing.B, op string, loops ...loop) {
	for _, l := range loops {
		b.Run("impl="+l.impl+"/op="+op, l.run)
	}
}

// chanTimer is what Go code does that wants a channel for at most d: a timer, and a select.
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

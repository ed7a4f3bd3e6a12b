package model

import (
	"runtime"
	"time"
)

// epoch is when every explored program begins, as in testing/synctest.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// Now is time.Now, on the program's own clock.
func Now() time.Time {
	w := current.Load()
	if w == nil {
		return epoch // a package variable is made
	}
	return epoch.Add(w.Now())
}

// Since is time.Since.
func Since(t time.Time) time.Duration { return Now().Sub(t) }

// Until is time.Until.
func Until(t time.Time) time.Duration { return t.Sub(Now()) }

// Sleep is time.Sleep.
func Sleep(d time.Duration) { here().Sleep(d) }

// A Timer is a time.Timer. Like those since Go 1.23 it leaves nothing in its
// channel when it is stopped or reset.
type Timer struct {
	C     <-chan time.Time
	c     chan time.Time
	alarm interface {
		Reset(time.Duration) bool
		Stop() bool
	}
}

// NewTimer returns a Timer that sends the time once.
func NewTimer(d time.Duration) *Timer {
	w, c := here(), make(chan time.Time, 1)
	return &Timer{C: c, c: c, alarm: w.NewTimer(d, func() { c <- epoch.Add(w.Now()) }, nil)}
}

// After is time.After.
func After(d time.Duration) <-chan time.Time { return NewTimer(d).C }

// AfterFunc is time.AfterFunc: f runs in a goroutine of its own.
func AfterFunc(d time.Duration, f func()) *Timer {
	w := here()
	return &Timer{alarm: w.NewTimer(d, func() { w.Go(f) }, nil)}
}

// Stop disarms the timer and reports whether it was armed.
func (t *Timer) Stop() bool {
	here().Wait("time.Timer.Stop", nil)
	return t.drain() || t.alarm.Stop()
}

// Reset arms the timer anew and reports whether it was armed.
func (t *Timer) Reset(d time.Duration) bool {
	here().Wait("time.Timer.Reset", nil)
	unread := t.drain()
	return t.alarm.Reset(d) || unread
}

// drain takes out what nobody has received: since Go 1.23 that counts as armed.
func (t *Timer) drain() bool {
	if len(t.c) == 0 {
		return false
	}
	<-t.c
	return true
}

// A Ticker is a time.Ticker. While its channel is full it does not tick.
type Ticker struct {
	C     <-chan time.Time
	c     chan time.Time
	every time.Duration
	alarm interface {
		Reset(time.Duration) bool
		Stop() bool
	}
}

// NewTicker returns a Ticker.
func NewTicker(d time.Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	w, c := here(), make(chan time.Time, 1)
	t := &Ticker{C: c, c: c, every: d}
	t.alarm = w.NewTimer(d, func() {
		c <- epoch.Add(w.Now())
		t.alarm.Reset(t.every)
	}, func() bool { return len(c) > 0 })
	return t
}

// Stop ends the ticking.
func (t *Ticker) Stop() {
	here().Wait("time.Ticker.Stop", nil)
	t.alarm.Stop()
	if len(t.c) > 0 {
		<-t.c
	}
}

// Reset begins to tick anew.
func (t *Ticker) Reset(d time.Duration) {
	t.Stop()
	t.every = d
	t.alarm.Reset(d)
}

// Gosched is runtime.Gosched.
func Gosched() { here().Yield("runtime.Gosched") }

// Spin is put into loops that do nothing but look.
func Spin() { here().Yield("spin") }

// NumCPU is runtime.NumCPU: of the machine that the program thinks it has.
func NumCPU() int { return 2 }

// GOMAXPROCS is runtime.GOMAXPROCS, and changes nothing: one goroutine runs at a time.
func GOMAXPROCS(int) int { return 2 }

// AddCleanup is runtime.AddCleanup. A cleanup may run never, and here it does not.
func AddCleanup[T, S any](*T, func(S), S) runtime.Cleanup { return runtime.Cleanup{} }

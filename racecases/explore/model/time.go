package model

import (
	"runtime"
	"time"
	"unsafe"
	"weak"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// epoch is when every explored program begins: on no special day, in the middle of a
// second. A bubble of testing/synctest begins at an instant that its documentation names.
var (
	epoch       = time.Date(2026, 3, 18, 10, 27, 43, 512_389_147, time.UTC)
	bubbleEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Now is time.Now, in virtual time.
func Now() time.Time {
	w := here()
	return w.at(w.Now())
}

// at returns an instant in virtual time.
func (w *modelState) at(now time.Duration) time.Time {
	if since, ok := w.Exact(); ok {
		return bubbleEpoch.Add(now - since)
	}
	return epoch.Add(now)
}

// Since is time.Since.
func Since(t time.Time) time.Duration { return Now().Sub(t) }

// Until is time.Until.
func Until(t time.Time) time.Duration { return t.Sub(Now()) }

// Sleep is time.Sleep.
func Sleep(d time.Duration) { here().Sleep(d) }

// An alarm is the armed part of a timer or a ticker.
type alarm struct {
	*scheduler.Timer
	c chan time.Time // nil: it calls a function
}

// arm makes f run after some time. Arming happens before that for the race detector.
func (a *alarm) arm(d time.Duration, f func(), skip func() bool) {
	w := here()
	if a.c != nil {
		w.channels.of(a.id()).alarm = a
	}
	race.Release(unsafe.Pointer(a))
	a.Timer = w.NewTimer(d, f, skip)
	if w.objects != nil {
		w.objects.add(w, a)
	}
}

func (a *alarm) id() unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&a.c)) }

func (a *alarm) rearm(d time.Duration) {
	race.Release(unsafe.Pointer(a))
	a.Timer.Reset(d)
}

// stop disarms the alarm and reports whether it was armed.
func (a *alarm) stop() bool {
	unread := a.drain()
	return a.Timer.Stop() || unread
}

func (a *alarm) send() {
	w := here()
	w.changeChannel(a.id())
	a.c <- w.at(w.Fired())
	w.channels.of(a.id()).wake(false, 1)
}

// wait is the point before an operation on an alarm, which may empty its channel.
func (a *alarm) wait(op string) {
	w := waitAt(a, op, nil, Changing(unsafe.Pointer(a)))
	if a.c != nil {
		w.changeTimed(a.id())
	}
}

// drain removes a value that was not received: since Go 1.23 such a timer counts as armed.
func (a *alarm) drain() bool {
	if len(a.c) == 0 {
		return false
	}
	race.Hide() // this is no receive of the program
	<-a.c
	race.Show()
	return true
}

// A Timer is a time.Timer. Like those since Go 1.23 it leaves nothing in its
// channel when it is stopped or reset.
type Timer struct {
	C     <-chan time.Time
	alarm alarm
}

// NewTimer returns a Timer that sends the time once.
func NewTimer(d time.Duration) *Timer {
	c := make(chan time.Time, 1)
	t := &Timer{C: c, alarm: alarm{c: c}}
	t.alarm.arm(d, t.alarm.send, nil)
	t.alarm.Timer.Uses = changed(t.alarm.id())
	return t
}

// After is time.After.
func After(d time.Duration) <-chan time.Time { return NewTimer(d).C }

// Tick is time.Tick.
func Tick(d time.Duration) <-chan time.Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// AfterFunc is time.AfterFunc: f runs in a goroutine of its own.
func AfterFunc(d time.Duration, f func()) *Timer {
	t := new(Timer)
	start := func() {
		race.Acquire(unsafe.Pointer(&t.alarm))
		f()
	}
	t.alarm.arm(d, func() { here().Go(start) }, nil)
	return t
}

// Stop disarms the timer and reports whether it was armed.
func (t *Timer) Stop() bool {
	t.alarm.wait("time.Timer.Stop")
	if t.alarm.Timer == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return t.alarm.stop()
}

// Reset arms the timer anew and reports whether it was armed.
func (t *Timer) Reset(d time.Duration) bool {
	t.alarm.wait("time.Timer.Reset")
	if t.alarm.Timer == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	armed := t.alarm.stop()
	t.alarm.rearm(d)
	return armed
}

// A Ticker is a time.Ticker. While its channel is full it does not tick.
type Ticker struct {
	C     <-chan time.Time
	every time.Duration
	alarm alarm
}

// NewTicker returns a Ticker.
func NewTicker(d time.Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan time.Time, 1)
	t := &Ticker{C: c, every: d, alarm: alarm{c: c}}
	tick := func() {
		t.alarm.send()
		t.alarm.Timer.Reset(t.every)
	}
	t.alarm.arm(d, tick, func() bool { return len(c) > 0 })
	t.alarm.Timer.Uses = changed(t.alarm.id())
	return t
}

// Stop ends the ticking.
func (t *Ticker) Stop() {
	t.alarm.wait("time.Ticker.Stop")
	if t.alarm.Timer != nil { // else NewTicker has not made it, and Go does nothing either
		t.alarm.stop()
	}
}

// Reset stops the ticker and starts it with another period.
func (t *Ticker) Reset(d time.Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.alarm.Timer == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	t.Stop()
	t.every = d
	t.alarm.rearm(d)
}

// Gosched is runtime.Gosched.
func Gosched() { here().Yield("runtime.Gosched") }

// Spin is put into loops without a body, which wait for a condition.
func Spin() { here().Yield("spin") }

// NumCPU is runtime.NumCPU, the same on every machine.
func NumCPU() int { return 2 }

// GOMAXPROCS is runtime.GOMAXPROCS, and changes nothing: one goroutine runs at a time.
func GOMAXPROCS(int) int { return 2 }

// NumGoroutine is runtime.NumGoroutine.
func NumGoroutine() int {
	w := here()
	w.WaitOn("runtime.NumGoroutine", nil, looking(unsafe.Pointer(&w.goroutines)))
	return w.Goroutines()
}

// ReadMemStats is runtime.ReadMemStats of the process when that is called first. What it uses
// then is another number each time, and more the explorer's than the program's.
func ReadMemStats(m *runtime.MemStats) {
	if outside.used == nil {
		outside.used = new(runtime.MemStats)
		runtime.ReadMemStats(outside.used)
	}
	*m = *outside.used
}

// Stack is runtime.Stack, of the goroutines of the program.
func Stack(text []byte, all bool) int {
	w := here()
	if w == outside {
		return runtime.Stack(text, all)
	}
	return copy(text, w.Stacks(all))
}

// SetFinalizer is runtime.SetFinalizer. A finalizer may run never, and here it does not.
func SetFinalizer(_, finalizer any) {
	if finalizer != nil {
		here().collected = "runtime.SetFinalizer"
	}
}

// AddCleanup is runtime.AddCleanup. A cleanup may run never, and here it does not.
func AddCleanup[T, S any](*T, func(S), S) runtime.Cleanup {
	here().collected = "runtime.AddCleanup"
	return runtime.Cleanup{}
}

// WeakMake is weak.Make. When a pointer becomes nil no schedule decides.
func WeakMake[T any](p *T) weak.Pointer[T] {
	here().collected = "weak.Make"
	return weak.Make(p)
}

// GC is runtime.GC. A program that asks for it and has a finalizer or a cleanup expects that to
// run, and a weak pointer to be nil.
func GC() {
	if w := here(); w.collected != "" && w != outside && !w.starting {
		w.RefuseCall("runtime.GC after " + w.collected)
	}
	runtime.GC()
}

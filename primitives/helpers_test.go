package primitives_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// bubble runs f in fake time.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// modes are the two interpreters that a program must not be able to tell apart by its result.
var modes = []struct {
	name string
	opts []primitives.InterpreterOption
}{
	{"gil", nil},
	{"free-threaded", []primitives.InterpreterOption{primitives.FreeThreaded()}},
}

// inBothModes runs f in fake time under an interpreter with a GIL and under one without.
func inBothModes(t *testing.T, f func(t *testing.T, in *primitives.Interpreter)) {
	t.Helper()
	for _, mode := range modes {
		bubble(t, mode.name, func(t *testing.T) { f(t, primitives.NewInterpreter(mode.opts...)) })
	}
}

// start starts a thread and fails the test if it cannot.
func start(t *testing.T, th *primitives.Thread) *primitives.Thread {
	t.Helper()
	require.NoError(t, th.Start())
	return th
}

// requireMisuse demands that f panics with an error value of that class and text.
func requireMisuse(t *testing.T, class, want error, text string, f func()) {
	t.Helper()
	var got any
	func() {
		defer func() { got = recover() }()
		f()
	}()
	err, ok := got.(error)
	require.True(t, ok, "panicked with %#v, not with an error", got)
	require.ErrorIs(t, err, want)
	require.ErrorIs(t, err, class)
	require.EqualError(t, err, text)
}

// exclusive is what a lock, and a semaphore of one permit, can do. The bound view of an RLock hides its Thread.
type exclusive interface {
	Acquire()
	TryAcquire() bool
	AcquireTimeout(d time.Duration) bool
	AcquireContext(ctx context.Context) error
	Release()
	Waiters() int
}

// exclusives makes, for each kind, a function that returns views of one new lock, one view for each caller.
var exclusives = []struct {
	name string
	make func() (view func() exclusive)
}{
	{"lock", func() func() exclusive { return shared(new(primitives.Lock)) }},
	{"rlock", func() func() exclusive { return rlockViews(new(primitives.RLock)) }},
	{"semaphore", func() func() exclusive { return shared(primitives.NewSemaphore(1)) }},
	{"bounded-semaphore", func() func() exclusive { return shared(primitives.NewBoundedSemaphore(1)) }},
	{"fifo-semaphore", func() func() exclusive { return shared(primitives.NewFIFOSemaphore(1)) }},
}

func shared(x exclusive) func() exclusive { return func() exclusive { return x } }

// rlockViews gives each view a Thread of its own. One that is not started has an identity and no GIL: all that is needed.
func rlockViews(l *primitives.RLock) func() exclusive {
	in := primitives.NewInterpreter(primitives.FreeThreaded())
	return func() exclusive { return &rlockView{l, in.NewThread(nil)} }
}

type rlockView struct {
	l *primitives.RLock
	t *primitives.Thread
}

func (v *rlockView) Acquire()                            { v.l.Acquire(v.t) }
func (v *rlockView) TryAcquire() bool                    { return v.l.TryAcquire(v.t) }
func (v *rlockView) AcquireTimeout(d time.Duration) bool { return v.l.AcquireTimeout(v.t, d) }
func (v *rlockView) Release()                            { v.l.Release(v.t) }
func (v *rlockView) Waiters() int                        { return v.l.Waiters() }

func (v *rlockView) AcquireContext(ctx context.Context) error {
	return v.l.AcquireContext(ctx, v.t)
}

var errTest = errors.New("test")

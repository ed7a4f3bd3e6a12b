package primitives_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Threads on real processors, asking as often as can be, some for longer than others: all come to their end, and what
// they share, with nothing but the GIL around it, is complete. The race detector sees that the GIL orders them.
func TestGILHammer(t *testing.T) {
	const threads, rounds = 4, 60
	for _, c := range []struct {
		name string
		opts []primitives.InterpreterOption
	}{
		{"standard", nil},
		{"slow to wake", []primitives.InterpreterOption{primitives.WithWakeUp(1)}},
		{"fair", []primitives.InterpreterOption{primitives.WithFairGIL()}},
		{"fair, slow to wake", []primitives.InterpreterOption{primitives.WithFairGIL(), primitives.WithWakeUp(1)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := primitives.NewInterpreter(append(c.opts, primitives.WithSwitchInterval(1))...)
			shared := 0
			for range threads {
				start(t, in.NewThread(func(th *primitives.Thread) error {
					for i := range rounds {
						shared++
						switch i % 3 {
						case 0:
							th.Blocking(runtime.Gosched)
						case 1:
							runtime.Gosched()
						}
						th.Checkpoint()
					}
					return nil
				}))
			}
			require.NoError(t, in.Shutdown(t.Context()))
			require.Equal(t, threads*rounds, shared)
			require.Zero(t, in.GILStats().Waiting)
		})
	}
}

// Options meet in any order, and what concerns a GIL does nothing without one.
func TestGILOptions(t *testing.T) {
	gilOnly := []primitives.InterpreterOption{
		primitives.WithFairGIL(), primitives.WithSwitchInterval(interval), primitives.WithWakeUp(interval), primitives.WithSeed(1),
	}
	for _, opts := range [][]primitives.InterpreterOption{
		append([]primitives.InterpreterOption{primitives.WithoutGIL()}, gilOnly...),
		append(gilOnly[:len(gilOnly):len(gilOnly)], primitives.WithoutGIL()),
	} {
		in := primitives.NewInterpreter(opts...)
		require.NoError(t, in.Run(func(main *primitives.Thread) error { return main.NewThread(nil).Start() }))
		require.Zero(t, in.GILStats())
	}
	short := primitives.WithSwitchInterval(interval / 2)
	for _, opts := range [][]primitives.InterpreterOption{{short, primitives.WithFairGIL()}, {primitives.WithFairGIL(), short}} {
		require.Equal(t, interval/2, primitives.NewInterpreter(opts...).SwitchInterval())
	}
}

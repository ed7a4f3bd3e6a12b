package conformance_test

import (
	"bytes"
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func shutdownFacts() []fact {
	return []fact{
		{"ThreadJoinOnShutdown", "test_1_join_on_shutdown", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			var order []string
			require.NoError(t, in.Run(func(*primitives.Thread) error {
				begin(t, in, func(th *primitives.Thread) error {
					err := in.MainThread().Join(th)
					order = append(order, "end of thread")
					return err
				})
				order = append(order, "end of main")
				return nil
			}))
			require.Equal(t, []string{"end of main", "end of thread"}, order)
		}},
		{"ThreadJoinOnShutdown", "test_4_daemon_threads", adapted, "daemons end at their next step, by Goexit", func(t tester) {
			var stderr bytes.Buffer
			in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
			require.NoError(t, in.Run(func(main *primitives.Thread) error {
				for range 40 {
					begin(t, in, func(th *primitives.Thread) error {
						for {
							th.Compute(time.Millisecond)
							th.Sleep(time.Millisecond)
						}
					}, primitives.WithDaemon(true))
				}
				main.Sleep(100 * time.Millisecond)
				return nil
			}))
			require.Empty(t, stderr.String())
		}},
		{"ThreadJoinOnShutdown", "test_thread_from_thread", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			ran := false
			require.NoError(t, in.Run(func(*primitives.Thread) error {
				begin(t, in, func(th *primitives.Thread) error {
					th.Sleep(time.Second) // main has ended
					return th.NewThread(func(th *primitives.Thread) error {
						th.Sleep(time.Second)
						ran = true
						return nil
					}).Start()
				})
				return nil
			}))
			require.True(t, ran)
		}},
		{"TimerTests", "test_init_immutable_default_args", adapted, "arguments are what the function closes over", func(t tester) {
			in := primitives.NewInterpreter()
			var got []int
			for i := range 2 {
				tm := in.NewTimer(10*time.Millisecond, func(*primitives.Thread) error { got = append(got, i); return nil })
				require.NoError(t, tm.Start())
				require.NoError(t, tm.Join(nil))
			}
			require.Equal(t, []int{0, 1}, got)
		}},
		{
			"InterruptMainTests", "test_can_interrupt_tight_loops", adapted,
			"a loop with a checkpoint gives way to another thread, for want of signals", func(t tester) {
				in := primitives.NewInterpreter()
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					stop := false // under the GIL
					begin(t, in, func(*primitives.Thread) error { stop = true; return nil })
					for !stop {
						main.Compute(time.Millisecond)
					}
					return nil
				}))
			},
		},
		{"AtexitTests", "test_atexit_output", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			var order []string
			say := func(s string) func(*primitives.Thread) {
				return func(*primitives.Thread) { order = append(order, s) }
			}
			require.NoError(t, in.Run(func(*primitives.Thread) error {
				begin(t, in, func(th *primitives.Thread) error { th.Sleep(time.Second); order = append(order, "thread"); return nil })
				require.NoError(t, in.RegisterAtexit(say("registered first")))
				require.NoError(t, in.RegisterAtexit(say("registered last")))
				return nil
			}))
			require.Equal(t, []string{"registered last", "registered first", "thread"}, order)
		}},
		{"AtexitTests", "test_atexit_called_once", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			calls := 0
			require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { calls++ }))
			for range 2 {
				require.NoError(t, in.Shutdown(context.Background()))
			}
			require.Equal(t, 1, calls)
		}},
		{"AtexitTests", "test_atexit_after_shutdown", pass, "", func(t tester) {
			in := primitives.NewInterpreter()
			var during error
			nothing := func(*primitives.Thread) {}
			require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { during = in.RegisterAtexit(nothing) }))
			require.NoError(t, in.Shutdown(context.Background()))
			for _, err := range []error{during, in.RegisterAtexit(nothing)} {
				require.ErrorIs(t, err, primitives.ErrRuntime)
				require.EqualError(t, err, "can't register atexit after shutdown")
			}
		}},
	}
}

package primitives_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// odd is a switch interval that no checkpoint coincides with: Compute comes to one every 0.1 ms, so a request made after
// 4.95 ms is found after 5 ms, and all that follows is exact.
const odd = 4950 * time.Microsecond

const (
	µs = time.Microsecond
	ms = time.Millisecond
)

// Crooked times, for programs that run long enough for round ones to meet: what is due at the same instant comes in any order.
const (
	crookedCall   = 307_013 * time.Nanosecond
	crookedPause  = 3_101 * time.Nanosecond
	crookedWakeUp = 19_309 * time.Nanosecond
)

// A world makes interpreters with an odd interval, whose GIL may have a mistake.
type world struct{ mistake primitives.PlantedGIL }

func (w world) new(opts ...primitives.InterpreterOption) *primitives.Interpreter {
	opts = append([]primitives.InterpreterOption{primitives.WithSwitchInterval(odd)}, opts...)
	return primitives.NewInterpreter(append(opts, w.mistake.Option())...)
}

type body func(th *primitives.Thread) error

// launch starts threads 10 µs apart, so that no two are ever due at the same time.
func launch(in *primitives.Interpreter, bodies ...body) []*primitives.Thread {
	threads := make([]*primitives.Thread, len(bodies))
	for i, f := range bodies {
		threads[i] = in.NewThread(f)
		if err := threads[i].Start(); err != nil {
			panic(err)
		}
		time.Sleep(10 * µs)
	}
	return threads
}

func finish(in *primitives.Interpreter) { _ = in.Shutdown(context.Background()) }

// elapsed is how long n threads need, started at the same time.
func elapsed(in *primitives.Interpreter, n int, f body) time.Duration {
	begun := time.Now()
	for range n {
		if err := in.NewThread(f).Start(); err != nil {
			panic(err)
		}
	}
	finish(in)
	return time.Since(begun)
}

// A shape is what a faithful GIL looks like from outside. It is measured in fake time and exact: what comes out is a sentence.
type shape struct {
	name  string
	about string
	run   func(w world) string
	want  string
	trips []primitives.PlantedGIL // the mistakes that it must notice
}

func shapes() []shape {
	return append(append(costShapes(), raceShapes()...), ruleShapes()...)
}

// The shapes of CPython 3.13's GIL.
func TestGIL(t *testing.T) {
	for _, s := range shapes() {
		bubble(t, s.name, func(t *testing.T) {
			require.Equal(t, s.want, s.run(world{}), s.about)
		})
	}
}

// Each shape is out of shape under a GIL with the mistake that it is there for, and each mistake shows.
func TestGILPlanted(t *testing.T) {
	noticed := make(map[primitives.PlantedGIL]bool)
	for _, s := range shapes() {
		require.NotEmpty(t, s.trips, "%s is there for no mistake", s.name)
		for _, mistake := range s.trips {
			noticed[mistake] = true
			bubble(t, s.name, func(t *testing.T) {
				require.NotEqual(t, s.want, s.run(world{mistake}), "mistake %d not noticed: %s", mistake, s.about)
			})
		}
	}
	for m := primitives.NoMistake + 1; m <= primitives.LastMistake; m++ {
		require.True(t, noticed[m], "no shape is there for mistake %d", m)
	}
}

// latencies has one thread make calls that wait for own, without the GIL, beside threads that compute, and returns how long
// each took. The caller's program between two calls takes pause.
func latencies(in *primitives.Interpreter, hogs, calls int, own, pause time.Duration) []time.Duration {
	var stop primitives.Event
	bodies := make([]body, hogs)
	for i := range bodies {
		bodies[i] = hog(&stop)
	}
	launch(in, bodies...)
	took := make([]time.Duration, 0, calls)
	launch(in, func(th *primitives.Thread) error {
		defer stop.Set()
		for range calls {
			th.Compute(pause)
			begun := time.Now()
			th.Blocking(func() { time.Sleep(own) })
			took = append(took, time.Since(begun))
		}
		return nil
	})
	finish(in)
	return took
}

// The wait for the GIL behind several threads that compute is a matter of luck. Whatever the seed, it is worse than behind
// one, and the same seed gives the same.
func TestGILStarvation(t *testing.T) {
	const calls = 101
	for seed := range uint64(5) {
		synctest.Test(t, func(t *testing.T) {
			run := func(hogs int) []time.Duration {
				in := world{}.new(primitives.WithWakeUp(crookedWakeUp), primitives.WithSeed(seed))
				return latencies(in, hogs, calls, crookedCall, crookedPause)
			}
			two := run(2)
			require.Equal(t, two, run(2))
			require.Greater(t, quantile(two, 50), 3*quantile(run(1), 50)/2)
			require.Greater(t, quantile(two, 90), 3*quantile(run(1), 90))
		})
	}
}

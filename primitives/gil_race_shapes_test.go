package primitives_test

import (
	"fmt"
	"sync/atomic"
	"time"

	"threadlab/primitives"
)

// most keeps the greatest number of threads that were in a section at the same time.
type most struct{ inside, greatest atomic.Int64 }

func (m *most) section(d time.Duration) {
	m.greatest.Store(max(m.greatest.Load(), m.inside.Add(1)))
	time.Sleep(d)
	m.inside.Add(-1)
}

// lost has two threads add one to a counter in two steps, with or without a checkpoint between them, and returns what is
// missing in the end.
func lost(in *primitives.Interpreter, split bool) int64 {
	const rounds = 50
	var counter atomic.Int64 // atomic loads and stores, so that what is lost is no data race
	adder := func(th *primitives.Thread) error {
		for range rounds {
			value := counter.Load()
			time.Sleep(ms)
			if split {
				th.Checkpoint()
			}
			counter.Store(value + 1)
			if !split {
				th.Checkpoint()
			}
		}
		return nil
	}
	launch(in, adder, adder)
	finish(in)
	return 2*rounds - counter.Load()
}

// aRace is S9: a hog waits for the GIL while the caller makes a call of that length. It returns how long the call took, and how
// often the GIL changed hands meanwhile.
func aRace(w world, length time.Duration) string {
	in := w.new(primitives.WithWakeUp(20 * µs))
	var stop primitives.Event
	var out string
	launch(in, hog(&stop), func(th *primitives.Thread) error {
		defer stop.Set()
		th.Compute(50 * µs) // the hog waits again
		before, begun := in.GILStats(), time.Now()
		th.Blocking(func() { time.Sleep(length) })
		after := in.GILStats()
		out = fmt.Sprint(time.Since(begun), " ", after.Switches-before.Switches)
		return nil
	})
	finish(in)
	return out
}

// raceShapes are S1, S9, S14 and S15: which threads can run at the same time.
func raceShapes() []shape {
	return []shape{{
		name: "S1", about: "never two threads between a take and a drop",
		run: func(w world) string {
			var m most
			worker := func(th *primitives.Thread) error {
				for range 30 {
					m.section(ms)
					th.Checkpoint()
					th.Sleep(µs)
				}
				return nil
			}
			in := w.new()
			launch(in, worker, worker, worker)
			finish(in)
			return fmt.Sprint(m.greatest.Load())
		},
		want:  "1",
		trips: []primitives.PlantedGIL{primitives.NoExclusion},
	}, {
		name: "S9 alone", about: "a drop and a take with nobody interested change no holder",
		run: func(w world) string {
			in := w.new()
			launch(in, func(th *primitives.Thread) error {
				for range 100 {
					th.Blocking(func() {})
				}
				return nil
			})
			s := in.GILStats()
			finish(in)
			return fmt.Sprint(s.Switches, s.ForcedWaits, s.DropRequests)
		},
		want:  "1 0 0",
		trips: []primitives.PlantedGIL{primitives.ForgetsHolder},
	}, {
		name: "S9 won", about: "a call shorter than the other's way out of its sleep costs nothing: the caller is back first",
		run:   func(w world) string { return aRace(w, µs) },
		want:  "1µs 0",
		trips: []primitives.PlantedGIL{primitives.HandsOver},
	}, {
		name: "S9 lost", about: "a longer one finds the GIL taken and pays an interval",
		run:   func(w world) string { return aRace(w, 100*µs) },
		want:  "5.12ms 2",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce, primitives.HandsOver},
	}, {
		name: "S14", about: "what has no checkpoint in it is one step; with one updates are lost, and without a GIL in any case",
		run: func(w world) string {
			free := primitives.WithoutGIL()
			return fmt.Sprint(lost(w.new(), false), lost(w.new(), true), lost(w.new(free), false), lost(w.new(free), true))
		},
		want:  "0 46 50 50",
		trips: []primitives.PlantedGIL{primitives.NoExclusion},
	}, {
		name: "S15", about: "a lock held across a wait keeps others waiting for all of it, and the GIL free meanwhile",
		run: func(w world) string {
			in := w.new()
			var l primitives.Lock
			var waited, computed time.Duration
			launch(in, func(th *primitives.Thread) error {
				th.Acquire(&l)
				defer l.Release()
				th.Sleep(30 * ms)
				return nil
			}, func(th *primitives.Thread) error {
				begun := time.Now()
				th.Acquire(&l)
				defer l.Release()
				waited = time.Since(begun)
				return nil
			}, func(th *primitives.Thread) error {
				begun := time.Now()
				th.Compute(29 * ms)
				computed = time.Since(begun)
				return nil
			})
			finish(in)
			return fmt.Sprint(waited, " ", computed)
		},
		want:  "29.99ms 29ms",
		trips: []primitives.PlantedGIL{primitives.KeepsIt},
	}}
}

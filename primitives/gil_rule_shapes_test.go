package primitives_test

import (
	"fmt"
	"sync/atomic"
	"time"

	"threadlab/primitives"
)

// ruleShapes are S10 to S13 and S16 to S18: the steps of the algorithm.
func ruleShapes() []shape {
	return []shape{{
		name: "S10", about: "a waiter asks after each whole interval without a switch, and not before",
		run: func(w world) string {
			in := w.new()
			launch(in, func(*primitives.Thread) error { time.Sleep(22 * ms); return nil }, nil)
			out := ""
			begun := time.Now().Add(-10 * µs) // when the waiter came
			for _, d := range []time.Duration{4900, 5000, 9850, 9950, 14900, 19900} {
				time.Sleep(time.Until(begun.Add(d * µs)))
				out += fmt.Sprint(in.GILStats().DropRequests)
			}
			finish(in)
			return out
		},
		want:  "011234",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce},
	}, {
		name: "S10 switches", about: "a waiter that has seen a switch does not ask, and waits for another whole interval",
		run: func(w world) string {
			in := w.new()
			var stop primitives.Event
			launch(in, hog(&stop), hog(&stop)) // at 0 and 0.01 ms: they switch at 5 ms
			begun := time.Now().Add(-20 * µs)
			time.Sleep(3 * ms)
			launch(in, hog(&stop)) // its interval ends at 7.97 ms
			time.Sleep(time.Until(begun.Add(9 * ms)))
			asked := in.GILStats().DropRequests
			time.Sleep(time.Until(begun.Add(9970 * µs)))
			out := fmt.Sprint(asked, in.GILStats().DropRequests)
			stop.Set()
			finish(in)
			return out
		},
		want:  "1 2",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce},
	}, {
		name: "S11", about: "a thread that let go on request is never the next to have the GIL",
		run: func(w world) string {
			in := w.new(primitives.WithSwitchInterval(950*µs), primitives.WithWakeUp(20*µs))
			var stop primitives.Event
			again, last := 0, 0
			worker := func(me int) body {
				return func(th *primitives.Thread) error {
					for !stop.IsSet() {
						last = me
						asked := in.GILStats().DropRequests
						time.Sleep(ms)
						requested := in.GILStats().DropRequests > asked
						th.Checkpoint()
						if requested && last == me && !stop.IsSet() {
							again++
						}
					}
					return nil
				}
			}
			launch(in, worker(1), worker(2))
			time.Sleep(10*time.Second - 500*µs)
			s := in.GILStats()
			stop.Set()
			finish(in)
			return fmt.Sprint(again, " ", s.ForcedWaits, " ", s.DropRequests, " ", s.Switches)
		},
		want:  "0 9999 9999 10000",
		trips: []primitives.PlantedGIL{primitives.NotForced},
	}, {
		name: "S12", about: "two threads that compute change places once in an interval and the rest of a slice",
		run: func(w world) string {
			in := w.new()
			var stop primitives.Event
			threads := launch(in, hog(&stop), hog(&stop))
			time.Sleep(499950*µs - 20*µs)
			s := in.GILStats()
			held := []time.Duration{s.Held, threads[0].HeldGIL(), threads[1].HeldGIL()}
			stop.Set()
			finish(in)
			return fmt.Sprint(s.Switches, held)
		},
		want:  "100 [499.95ms 250ms 249.95ms]",
		trips: []primitives.PlantedGIL{primitives.AsksAtOnce},
	}, {
		name: "S13", about: "no checkpoint, no switch: a waiter waits for all of it",
		run: func(w world) string {
			in := w.new()
			var waited time.Duration
			launch(in, func(th *primitives.Thread) error {
				time.Sleep(10 * odd)
				th.Checkpoint()
				return nil
			})
			begun := time.Now()
			launch(in, func(*primitives.Thread) error { waited = time.Since(begun); return nil })
			finish(in)
			return fmt.Sprint(waited + 10*µs - 10*odd)
		},
		want:  "0s",
		trips: []primitives.PlantedGIL{primitives.NoExclusion},
	}, {
		name: "S16", about: "an interval is positive, and whole microseconds; less than one is taken for one",
		run: func(w world) string {
			in := w.new()
			out := ""
			for _, d := range []time.Duration{0, -ms, 1999, 1} {
				out += func() (got string) {
					defer func() {
						if p := recover(); p != nil {
							got = fmt.Sprint(p, "; ")
						}
					}()
					in.SetSwitchInterval(d)
					return fmt.Sprint(in.SwitchInterval(), "; ")
				}()
			}
			return out
		},
		want:  "switch interval must be strictly positive; switch interval must be strictly positive; 1µs; 0s; ",
		trips: []primitives.PlantedGIL{primitives.FixedInterval},
	}, {
		name: "S17", about: "once the interpreter is finalised no daemon's take returns to its code",
		run:   afterFinalisation,
		want:  "3 ended, 0 went on",
		trips: []primitives.PlantedGIL{primitives.OutlivesEnd},
	}, {
		name: "S18", about: "a thread that ends waits for no successor, asked or not",
		run: func(w world) string {
			in := w.new()
			threads := launch(in, func(*primitives.Thread) error { time.Sleep(6 * ms); return nil }, nil)
			begun := time.Now()
			_ = threads[0].Join(nil)
			ended := time.Since(begun)
			finish(in)
			s := in.GILStats()
			return fmt.Sprint(ended+20*µs, " ", s.DropRequests, " ", s.ForcedWaits)
		},
		want:  "6ms 1 0",
		trips: []primitives.PlantedGIL{primitives.FinalDropWaits},
	}}
}

// afterFinalisation has three daemons alive at the end of the interpreter: one computes, one sleeps, one waits for the GIL.
func afterFinalisation(w world) string {
	in := w.new()
	var ended, wentOn atomic.Int32
	var final atomic.Bool
	daemon := func(step func(th *primitives.Thread)) {
		th := in.NewThread(func(th *primitives.Thread) error {
			defer ended.Add(1)
			for !final.Load() {
				step(th)
			}
			wentOn.Add(1)
			return nil
		}, primitives.WithDaemon(true))
		if err := th.Start(); err != nil {
			panic(err)
		}
		time.Sleep(10 * µs)
	}
	daemon(func(th *primitives.Thread) { th.Sleep(time.Hour) })
	daemon(func(th *primitives.Thread) { th.Compute(ms) })
	daemon(func(th *primitives.Thread) { th.Compute(ms) })
	time.Sleep(20 * ms)
	finish(in)
	final.Store(true)
	time.Sleep(time.Second)
	return fmt.Sprintf("%d ended, %d went on", ended.Load(), wentOn.Load())
}

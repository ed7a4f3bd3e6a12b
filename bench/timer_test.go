package bench_test

import (
	"testing"
	"time"

	"threadlab/bench"
	"threadlab/primitives"
)

// BenchmarkTimerCancel is a timer for an hour that is started and cancelled at once. Ours is a thread that waits, as
// Python's is, and is joined; Go's own are entries in a heap.
func BenchmarkTimerCancel(b *testing.B) {
	free := func(b *testing.B) { cancelTimer(b, primitives.NewInterpreter(primitives.WithoutGIL())) }
	for _, l := range []loop{
		{"threadlab.Timer", free},
		{"time.AfterFunc", func(b *testing.B) {
			for b.Loop() {
				time.AfterFunc(time.Hour, func() {}).Stop()
			}
		}},
		{"time.NewTimer", func(b *testing.B) {
			for b.Loop() {
				time.NewTimer(time.Hour).Stop()
			}
		}},
		{"threadlab.Timer" + bench.ControlSuffix, free},
	} {
		b.Run("impl="+l.impl, l.run)
	}
}

func cancelTimer(b *testing.B, in *primitives.Interpreter) {
	nothing := func(*primitives.Thread) error { return nil }
	err := in.Run(func(main *primitives.Thread) error {
		for b.Loop() {
			timer := main.NewTimer(time.Hour, nothing)
			if err := timer.Start(); err != nil {
				return err
			}
			timer.Cancel()
			if err := timer.Join(main); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkTimerFire is a timer that is due at once, from its start to its function having run.
func BenchmarkTimerFire(b *testing.B) {
	b.Run("impl=threadlab.Timer", func(b *testing.B) {
		in := primitives.NewInterpreter(primitives.WithoutGIL())
		fired := make(chan struct{}, 1)
		err := in.Run(func(main *primitives.Thread) error {
			for b.Loop() {
				timer := main.NewTimer(0, func(*primitives.Thread) error { fired <- struct{}{}; return nil })
				if err := timer.Start(); err != nil {
					return err
				}
				<-fired
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	})
	b.Run("impl=time.AfterFunc", func(b *testing.B) {
		fired := make(chan struct{}, 1)
		for b.Loop() {
			time.AfterFunc(0, func() { fired <- struct{}{} })
			<-fired
		}
	})
}

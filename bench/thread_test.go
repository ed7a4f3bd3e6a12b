package bench_test

import (
	"sync"
	"testing"

	"threadlab/bench"
	"threadlab/primitives"
)

// BenchmarkThreadStartJoin is a thread that does nothing, from its being made to its having been joined; for a goroutine
// a WaitGroup stands for the join.
func BenchmarkThreadStartJoin(b *testing.B) {
	under := func(opts ...primitives.InterpreterOption) func(b *testing.B) {
		return func(b *testing.B) { startJoin(b, primitives.NewInterpreter(opts...)) }
	}
	for _, l := range []loop{
		{"gil", under()},
		{"free-threaded", under(primitives.WithoutGIL())},
		{"sync.WaitGroup", func(b *testing.B) {
			for b.Loop() {
				var wg sync.WaitGroup
				wg.Go(func() {})
				wg.Wait()
			}
		}},
		{"gil" + bench.ControlSuffix, under()},
	} {
		b.Run("impl="+l.impl, l.run)
	}
}

func startJoin(b *testing.B, in *primitives.Interpreter) {
	nothing := func(*primitives.Thread) error { return nil }
	err := in.Run(func(main *primitives.Thread) error {
		for b.Loop() {
			t := main.NewThread(nothing)
			if err := t.Start(); err != nil {
				return err
			}
			if err := t.Join(main); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

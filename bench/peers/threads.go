package peers

import (
	"errors"
	"sync"

	"threadlab/primitives"
)

// A Thread is what a workload can ask of the thread that runs it. [primitives.Thread] is one.
type Thread interface {
	// Checkpoint is where the thread can lose its GIL.
	Checkpoint()
	// Blocking calls f without the GIL.
	Blocking(f func())
}

// A Threading is a way of running threads.
type Threading struct {
	Name string
	// Run starts n threads on f, which gets its thread and its number from 0 to n-1, and waits for their end.
	Run func(n int, f func(t Thread, i int)) error
}

// Threadings returns the ways of running threads: under a GIL that switches every 5 ms, as CPython's default
// build does; in the same interpreter without a GIL; and as goroutines that know of neither.
func Threadings() []Threading {
	return []Threading{
		{"gil", func(n int, f func(Thread, int)) error { return interpret(primitives.NewInterpreter(), n, f) }},
		{"free-threaded", func(n int, f func(Thread, int)) error {
			return interpret(primitives.NewInterpreter(primitives.FreeThreaded()), n, f)
		}},
		{"goroutine", goroutines},
	}
}

func interpret(in *primitives.Interpreter, n int, f func(Thread, int)) error {
	return in.Run(func(main *primitives.Thread) error {
		threads := make([]*primitives.Thread, n)
		for i := range threads {
			threads[i] = main.NewThread(func(t *primitives.Thread) error { f(t, i); return nil })
			if err := threads[i].Start(); err != nil {
				return err
			}
		}
		var err error
		for _, t := range threads {
			err = errors.Join(err, t.Join(main))
		}
		return err
	})
}

func goroutines(n int, f func(Thread, int)) error {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(unruled{}, i) })
	}
	wg.Wait()
	return nil
}

// An unruled thread has no interpreter over it.
type unruled struct{}

func (unruled) Checkpoint()       {}
func (unruled) Blocking(f func()) { f() }

package peers

import (
	"errors"
	"sync"
	"time"

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
	// Run starts n threads on f, which gets its thread and its number from 0 to n-1, and waits for their end. It
	// returns how often the GIL went from one thread to another, the one that starts them included.
	Run func(n int, f func(t Thread, i int)) (switches uint64, err error)
}

// Threadings returns the ways of running threads: under a GIL that switches every 5 ms, as CPython's default
// build does, every 0.5 ms and every 50 µs; under one that is handed over to the oldest waiter; in the same
// interpreter without a GIL; and as goroutines without either.
func Threadings() []Threading {
	return []Threading{
		interpreted("gil"),
		interpreted("gil.500us", primitives.WithSwitchInterval(500*time.Microsecond)),
		interpreted("gil.50us", primitives.WithSwitchInterval(50*time.Microsecond)),
		interpreted("gil.fair", primitives.WithFairGIL()),
		interpreted("free-threaded", primitives.WithoutGIL()),
		{"goroutine", goroutines},
	}
}

func interpreted(name string, opts ...primitives.InterpreterOption) Threading {
	return Threading{name, func(n int, f func(Thread, int)) (uint64, error) {
		return interpret(primitives.NewInterpreter(opts...), n, f)
	}}
}

func interpret(in *primitives.Interpreter, n int, f func(Thread, int)) (uint64, error) {
	err := in.Run(func(main *primitives.Thread) error {
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
	return in.GILStats().Switches, err
}

func goroutines(n int, f func(Thread, int)) (uint64, error) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { f(unruled{}, i) })
	}
	wg.Wait()
	return 0, nil
}

// An unruled thread has no interpreter over it.
type unruled struct{}

func (unruled) Checkpoint()       {}
func (unruled) Blocking(f func()) { f() }

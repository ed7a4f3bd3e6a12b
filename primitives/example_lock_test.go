package primitives_test

import (
	"fmt"

	"threadlab/primitives"
)

// Using locks: five threads add one to the same counter 100,000 times each. The lock turns the load, the addition and the store
// into one step. Under the GIL the program needs it as much: the thread may lose the GIL between any two checkpoints.
func ExampleLock() {
	twice(func(main *primitives.Thread) error {
		var lock primitives.Lock
		counter := 0
		threads, err := startAll(main, 5, func(t *primitives.Thread, _ int) {
			for range 100_000 {
				t.Acquire(&lock)
				counter++
				lock.Release()
				t.Checkpoint()
			}
		})
		if err != nil {
			return err
		}
		if err := joinAll(main, threads...); err != nil {
			return err
		}
		fmt.Println("Final counter:", counter)
		return nil
	})
	// Output:
	// gil:
	// Final counter: 500000
	// free-threaded:
	// Final counter: 500000
}

// Reentrant locks: a thread acquires a lock that it holds already; its Thread is the argument.
func ExampleRLock() {
	twice(func(main *primitives.Thread) error {
		var lock primitives.RLock
		task := func(t *primitives.Thread) error {
			lock.Acquire(t)
			defer lock.Release(t)
			fmt.Println("Outer lock acquired")
			lock.Acquire(t) // a Lock would wait here, for this very thread, for ever
			defer lock.Release(t)
			fmt.Println("Inner lock acquired, depth", lock.RecursionCount(t))
			return nil
		}
		return main.NewThread(task).Start() // shutdown waits for it
	})
	// Output:
	// gil:
	// Outer lock acquired
	// Inner lock acquired, depth 2
	// free-threaded:
	// Outer lock acquired
	// Inner lock acquired, depth 2
}

package primitives_test

import (
	"fmt"

	"threadlab/primitives"
)

// Reentrant locks: a thread acquires a lock that it holds already, for which it says who it is.
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

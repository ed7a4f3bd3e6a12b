package primitives_test

import (
	"fmt"
	"sync/atomic"
	"time"

	"threadlab/primitives"
)

// Semaphores: five workers and two places. Who enters when is the scheduler's; how many are inside at once is the semaphore's.
func ExampleSemaphore() {
	twice(func(main *primitives.Thread) error {
		sem := primitives.NewSemaphore(2)
		var inside, crowded atomic.Int64
		threads, err := startAll(main, 5, func(t *primitives.Thread, i int) {
			t.Acquire(sem)
			defer sem.Release()
			if inside.Add(1) > 2 {
				crowded.Add(1)
			}
			fmt.Printf("Thread %d entered\n", i)
			t.Sleep(2 * time.Millisecond)
			fmt.Printf("Thread %d exiting\n", i)
			inside.Add(-1)
		})
		if err != nil {
			return err
		}
		if err := joinAll(main, threads...); err != nil {
			return err
		}
		fmt.Println("More than two inside:", crowded.Load(), "times")
		return nil
	})
	// Unordered output:
	// gil:
	// Thread 0 entered
	// Thread 1 entered
	// Thread 2 entered
	// Thread 3 entered
	// Thread 4 entered
	// Thread 0 exiting
	// Thread 1 exiting
	// Thread 2 exiting
	// Thread 3 exiting
	// Thread 4 exiting
	// More than two inside: 0 times
	// free-threaded:
	// Thread 0 entered
	// Thread 1 entered
	// Thread 2 entered
	// Thread 3 entered
	// Thread 4 entered
	// Thread 0 exiting
	// Thread 1 exiting
	// Thread 2 exiting
	// Thread 3 exiting
	// Thread 4 exiting
	// More than two inside: 0 times
}

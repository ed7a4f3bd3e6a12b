package primitives_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"threadlab/primitives"
)

// Semaphores: five workers and two places. The scheduler decides the order; the semaphore bounds how many are inside at once.
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

// A pool of two connections. Giving one back too many is a mistake in the program, and a BoundedSemaphore says so where a
// Semaphore would let a third one in.
func ExampleBoundedSemaphore() {
	pool := primitives.NewBoundedSemaphore(2)
	pool.Acquire()
	pool.Release()
	defer func() {
		err, _ := recover().(error)
		fmt.Println(err)
		fmt.Println(errors.Is(err, primitives.ErrOverRelease), errors.Is(err, primitives.ErrValue), pool.Value())
	}()
	pool.Release()
	// Output:
	// Semaphore released too many times
	// true true 2
}

// Tickets in the order of arrival: no caller passes a waiter.
func ExampleFIFOSemaphore() {
	desk := primitives.NewFIFOSemaphore(0)
	var customers sync.WaitGroup
	for i := range 3 {
		customers.Go(func() {
			desk.Acquire()
			fmt.Println("served", i)
			desk.Release()
		})
		for desk.Waiters() <= i {
			runtime.Gosched()
		}
	}
	desk.Release()
	customers.Wait()
	fmt.Println("free again:", desk.TryAcquire())
	// Output:
	// served 0
	// served 1
	// served 2
	// free again: true
}

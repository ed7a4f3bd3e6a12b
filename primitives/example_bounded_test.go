package primitives_test

import (
	"errors"
	"fmt"

	"threadlab/primitives"
)

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

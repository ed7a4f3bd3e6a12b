package primitives_test

import (
	"fmt"
	"runtime"
	"sync"

	"threadlab/primitives"
)

// Tickets in the order of arrival: nobody gets past those who wait.
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

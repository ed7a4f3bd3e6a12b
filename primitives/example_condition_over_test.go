package primitives_test

import (
	"fmt"

	"threadlab/primitives"
)

// A buffer with room for two: two conditions over one lock, so that those who put wake only those who get, and the other way
// round. Over a Lock a goroutine that is no Thread calls with nil.
func ExampleNewCondition() {
	var lock primitives.Lock
	filled, emptied := primitives.NewCondition(&lock), primitives.NewCondition(&lock)
	var buffer []int
	go func() {
		for i := range 5 {
			lock.Acquire()
			emptied.WaitFor(nil, func() bool { return len(buffer) < 2 })
			buffer = append(buffer, i)
			filled.Notify(nil, 1)
			lock.Release()
		}
	}()
	for range 5 {
		lock.Acquire()
		filled.WaitFor(nil, func() bool { return len(buffer) > 0 })
		fmt.Println(buffer[0])
		buffer = buffer[1:]
		emptied.Notify(nil, 1)
		lock.Release()
	}
	// Output:
	// 0
	// 1
	// 2
	// 3
	// 4
}

package primitives_test

import (
	"fmt"

	"threadlab/primitives"
)

// Conditions: a producer and a consumer of three items.
//
// The tutorial's consumer calls wait() without a look at the items. A notification is not remembered, so one that comes before
// the consumer waits is lost: if the producer is first, or quicker, the consumer waits for a notification that has been, next
// to an item that is there, and the program never ends. The tutorial's sleeps hide that. Here the consumer waits for what it
// needs, an item, and WaitFor does not wait at all if there is one. In which order the threads run no longer matters, and
// there is nothing to sleep for.
func ExampleCondition() {
	twice(func(main *primitives.Thread) error {
		var condition primitives.Condition
		var items, consumed []int
		producer := main.NewThread(func(t *primitives.Thread) error {
			for i := range 3 {
				condition.Acquire(t)
				items = append(items, i)
				fmt.Println("Produced:", i)
				condition.Notify(t, 1)
				condition.Release(t)
			}
			return nil
		})
		consumer := main.NewThread(func(t *primitives.Thread) error {
			for range 3 {
				condition.Acquire(t)
				condition.WaitFor(t, func() bool { return len(items) > 0 })
				item := items[0]
				items = items[1:]
				fmt.Println("Consumed:", item)
				consumed = append(consumed, item)
				condition.Release(t)
			}
			return nil
		})
		for _, t := range []*primitives.Thread{consumer, producer} {
			if err := t.Start(); err != nil {
				return err
			}
		}
		if err := joinAll(main, consumer, producer); err != nil {
			return err
		}
		fmt.Println("In order:", consumed, "left:", len(items))
		return nil
	})
	// Unordered output:
	// gil:
	// Produced: 0
	// Consumed: 0
	// Produced: 1
	// Consumed: 1
	// Produced: 2
	// Consumed: 2
	// In order: [0 1 2] left: 0
	// free-threaded:
	// Produced: 0
	// Consumed: 0
	// Produced: 1
	// Consumed: 1
	// Produced: 2
	// Consumed: 2
	// In order: [0 1 2] left: 0
}

// A buffer with room for two: two conditions over one lock, so that producers wake only consumers, and the other way
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

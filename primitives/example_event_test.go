package primitives_test

import (
	"fmt"
	"time"

	"threadlab/primitives"
)

// Events: one thread waits until another says so. The tutorial's setter sleeps for two seconds and hopes that the waiter waits
// by then; the event would be as good if it did not, since it stays set. Here the setter looks, so that the lines come in
// this order every time.
func ExampleEvent() {
	twice(func(main *primitives.Thread) error {
		var event primitives.Event
		waiter := main.NewThread(func(t *primitives.Thread) error {
			fmt.Println("Waiting for event to be set...")
			t.Blocking(event.Wait)
			fmt.Println("Event detected, continuing")
			return nil
		})
		setter := main.NewThread(func(t *primitives.Thread) error {
			for event.Waiters() == 0 {
				t.Sleep(time.Millisecond)
			}
			fmt.Println("Setting event")
			event.Set()
			return nil
		})
		if err := waiter.Start(); err != nil {
			return err
		}
		return setter.Start()
	})
	// Output:
	// gil:
	// Waiting for event to be set...
	// Setting event
	// Event detected, continuing
	// free-threaded:
	// Waiting for event to be set...
	// Setting event
	// Event detected, continuing
}

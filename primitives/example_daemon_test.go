package primitives_test

import (
	"fmt"
	"time"

	"threadlab/primitives"
)

// Daemon threads: at the end of the main program the interpreter waits for the worker and abandons the daemon, in the middle of
// its sleep.
func ExampleWithDaemon() {
	twice(func(main *primitives.Thread) error {
		var running, exiting primitives.Event
		background := main.NewThread(func(t *primitives.Thread) error {
			for {
				fmt.Println("Background thread running")
				running.Set()
				t.Sleep(time.Hour)
			}
		}, primitives.WithDaemon(true))
		worker := main.NewThread(func(t *primitives.Thread) error {
			t.Blocking(exiting.Wait)
			fmt.Println("Worker still finishing its work")
			return nil
		})
		for _, t := range []*primitives.Thread{background, worker} {
			if err := t.Start(); err != nil {
				return err
			}
		}
		main.Blocking(running.Wait)
		fmt.Println("Main program exiting")
		exiting.Set()
		return nil
	})
	fmt.Println("Gone")
	// Output:
	// gil:
	// Background thread running
	// Main program exiting
	// Worker still finishing its work
	// free-threaded:
	// Background thread running
	// Main program exiting
	// Worker still finishing its work
	// Gone
}

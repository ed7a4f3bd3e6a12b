package primitives_test

import (
	"fmt"
	"time"

	"threadlab/primitives"
)

// Creating threads: two named workers, and a main thread that joins both. In which order the workers' lines come is the
// scheduler's affair. The last line comes last, and may look at what they wrote without a lock: that is what Join is for.
func ExampleThread() {
	twice(func(main *primitives.Thread) error {
		finished := make([]bool, 2)
		worker := func(t *primitives.Thread, i int) error {
			fmt.Printf("Thread %s starting\n", t.Name())
			t.Sleep(2 * time.Millisecond)
			fmt.Printf("Thread %s finished\n", t.Name())
			finished[i] = true
			return nil
		}
		t1 := main.NewThread(func(t *primitives.Thread) error { return worker(t, 0) }, primitives.WithName("A"))
		t2 := main.NewThread(func(t *primitives.Thread) error { return worker(t, 1) }, primitives.WithName("B"))
		for _, t := range []*primitives.Thread{t1, t2} {
			if err := t.Start(); err != nil {
				return err
			}
		}
		if err := joinAll(main, t1, t2); err != nil {
			return err
		}
		fmt.Println("Both threads finished:", finished)
		return nil
	})
	// Unordered output:
	// gil:
	// Thread A starting
	// Thread B starting
	// Thread A finished
	// Thread B finished
	// Both threads finished: [true true]
	// free-threaded:
	// Thread A starting
	// Thread B starting
	// Thread A finished
	// Thread B finished
	// Both threads finished: [true true]
}

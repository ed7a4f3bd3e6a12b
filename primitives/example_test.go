package primitives_test

import (
	"fmt"
	"time"

	"threadlab/primitives"
)

// twice runs a program as a main thread, with the GIL and then free-threaded. The examples are the tutorial's lessons: a right
// program does the same under both, so each output has a half for each.
func twice(program func(main *primitives.Thread) error) {
	for _, mode := range modes {
		fmt.Printf("%s:\n", mode.name)
		if err := primitives.NewInterpreter(mode.opts...).Run(program); err != nil {
			fmt.Println(err)
		}
	}
}

// startAll starts n threads that run the same function, each with its number.
func startAll(main *primitives.Thread, n int, f func(t *primitives.Thread, i int)) ([]*primitives.Thread, error) {
	threads := make([]*primitives.Thread, n)
	for i := range threads {
		threads[i] = main.NewThread(func(t *primitives.Thread) error {
			f(t, i)
			return nil
		})
		if err := threads[i].Start(); err != nil {
			return nil, err
		}
	}
	return threads, nil
}

func joinAll(caller *primitives.Thread, threads ...*primitives.Thread) error {
	for _, t := range threads {
		if err := t.Join(caller); err != nil {
			return err
		}
	}
	return nil
}

// A Local holds another value in each thread.
func ExampleLocal() {
	twice(func(main *primitives.Thread) error {
		var request primitives.Local[string]
		request.Set(main, "main's")
		threads, err := startAll(main, 1, func(t *primitives.Thread, _ int) {
			_, ok := request.Get(t)
			fmt.Println("inherited:", ok)
			request.Set(t, "another's")
		})
		if err != nil {
			return err
		}
		if err := joinAll(main, threads...); err != nil {
			return err
		}
		value, _ := request.Get(main)
		fmt.Println("still", value)
		return nil
	})
	// Output:
	// gil:
	// inherited: false
	// still main's
	// free-threaded:
	// inherited: false
	// still main's
}

// All parties finish the first phase before any begins the second, and the last to arrive sums it up.
func ExampleBarrier() {
	twice(func(main *primitives.Thread) error {
		var parts [3]int
		total := 0
		barrier := primitives.NewBarrier(len(parts), primitives.WithAction(func() error {
			for _, part := range parts {
				total += part
			}
			return nil
		}))
		var seen [3]int
		threads, err := startAll(main, len(parts), func(t *primitives.Thread, i int) {
			parts[i] = i + 1
			t.Blocking(func() { _, _ = barrier.Wait() })
			seen[i] = total
		})
		if err != nil {
			return err
		}
		if err := joinAll(main, threads...); err != nil {
			return err
		}
		fmt.Println(seen)
		return nil
	})
	// Output:
	// gil:
	// [6 6 6]
	// free-threaded:
	// [6 6 6]
}

// One timer fires and one is cancelled in time. Run returns only when both threads have ended.
func ExampleTimer() {
	twice(func(main *primitives.Thread) error {
		soon := main.NewTimer(time.Millisecond, func(*primitives.Thread) error {
			fmt.Println("fired")
			return nil
		})
		never := main.NewTimer(time.Hour, func(*primitives.Thread) error {
			fmt.Println("too late")
			return nil
		})
		if err := never.Start(); err != nil {
			return err
		}
		never.Cancel()
		return soon.Start()
	})
	// Output:
	// gil:
	// fired
	// free-threaded:
	// fired
}

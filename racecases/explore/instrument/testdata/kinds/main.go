// Command kinds explores, for each kind of operation and access, a program whose bug
// shows only if goroutines can change there. It prints what came of each.
package main

import (
	"context"
	"fmt"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

func main() {
	for name, step := range kinds {
		a, err := scheduler.Explore(context.Background(), scheduler.Options{Delays: 1}, model.Explored(lost(step)))
		if err != nil {
			fmt.Printf("%s: %v\n", name, err)
			continue
		}
		fmt.Printf("%s: %s\n", name, a.Verdict)
	}
}

// lost is two increments of a counter with a step between load and store. This file
// is not instrumented, and so nothing else in it lets another goroutine go on.
func lost(step func()) func(*scheduler.Run) {
	return func(r *scheduler.Run) {
		count := 0
		var both model.WaitGroup
		for range 2 {
			both.Go(func() {
				before := count
				step()
				count = before + 1
			})
		}
		both.Wait()
		if count != 2 {
			r.Fail(scheduler.Outcome, "count = %d, want 2", count)
		}
	}
}

func filled() chan int {
	c := make(chan int, 2)
	c <- 1
	c <- 2
	return c
}

func use(x int) int { return x }

func pointer() *numbers { return new(numbers) }

func two() (int, int) { return 1, 2 }

//go:build explored

package main

import (
	"context"
	"fmt"
	"os"

	m "threadlab/racecases/explore/model"
	"threadlab/racecases/explore/sched"
)

func main() {
	var said string
	a, err := sched.Explore(context.Background(), sched.Options{}, m.Explored(func(*sched.Run) { said = all() }))
	fmt.Println(said)
	if err != nil || a.Verdict != sched.Exhausted {
		fmt.Println(a.Verdict, a.Failure, a.Why, err)
		os.Exit(1)
	}
}

//go:build explored

package main

import (
	"context"
	"fmt"
	"os"

	m "threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

func main() {
	var said string
	a, err := scheduler.Explore(context.Background(), scheduler.Options{}, m.Explored(func(*scheduler.Run) { said = all() }))
	fmt.Println(said)
	if err != nil || a.Verdict != scheduler.Exhausted {
		fmt.Println(a.Verdict, a.Failure, a.Why, err)
		os.Exit(1)
	}
}

// Command lent explores, for each call that writes where there are no points, whether
// the reduction sees that two reads beside it may differ. It prints what came of each.
package main

import (
	"context"
	"fmt"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

func main() {
	for name, call := range lent {
		a, err := scheduler.Explore(context.Background(), scheduler.Options{Strategy: scheduler.DPOR}, model.Explored(beside(call)))
		if err != nil {
			fmt.Printf("%s: %v\n", name, err)
			continue
		}
		fmt.Printf("%s: %s\n", name, a.Verdict)
	}
}

func beside(call func()) func(*scheduler.Run) {
	return func(r *scheduler.Run) {
		model.Go(call)
		if first, second := twice(); first != second {
			r.Fail(scheduler.Outcome, "%c, and then %c", first, second)
		}
	}
}

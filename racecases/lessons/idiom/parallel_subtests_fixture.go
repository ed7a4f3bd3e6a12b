//go:build !broken

package idiom

import (
	"slices"
	"sync"

	"threadlab/racecases/corpus"
)

func parallelSubtestsFixture(r *corpus.Run) string {
	tests := []struct{ add, want string }{{"bread", "bread"}, {"milk", "milk"}}
	var t sync.WaitGroup // what t.Parallel makes of subtests: a goroutine each
	passed := make([]bool, len(tests))
	for i, tt := range tests {
		t.Go(func() {
			cart := []string{}
			cart = append(cart, tt.add)
			passed[i] = slices.Equal(cart, []string{tt.want})
		})
	}
	t.Wait()
	if slices.Contains(passed, false) {
		return "flaky"
	}
	return "passed"
}

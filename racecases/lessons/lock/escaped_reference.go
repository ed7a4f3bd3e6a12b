//go:build !broken

package lock

import (
	"slices"
	"sync"

	"threadlab/racecases/corpus"
)

func escapedReference(r *corpus.Run) string {
	var mu sync.Mutex
	var shop sync.WaitGroup
	prices := []int{1, 1, 1}
	list := func() []int {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(prices)
	}
	seen := list()
	shop.Go(func() {
		mu.Lock()
		prices[0]++
		mu.Unlock()
	})
	highest := slices.Max(seen)
	shop.Wait()
	return r.Tally("highest price", highest, 1)
}

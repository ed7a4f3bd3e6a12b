//go:build broken

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
		return prices
	}
	seen := list()
	shop.Go(func() {
		mu.Lock()
		prices[0]++ // want: race write
		mu.Unlock()
	})
	highest := slices.Max(seen) // want: race read
	shop.Wait()
	return r.Tally("highest price", highest, 1)
}

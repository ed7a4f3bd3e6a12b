//go:build !broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func bossBank(r *corpus.Run) string {
	var threads sync.WaitGroup
	overdrawn := 0
	for range r.Times(100) {
		var accounts [2]sync.Mutex
		balance := [2]int{100, 100}
		paid := [2]*sync.Cond{sync.NewCond(&accounts[0]), sync.NewCond(&accounts[1])}
		transfer := func(from, to, sum int) {
			first, second := &accounts[min(from, to)], &accounts[max(from, to)]
			first.Lock()
			defer first.Unlock()
			second.Lock()
			defer second.Unlock()
			if balance[from] < sum {
				return
			}
			balance[from] -= sum
			balance[to] += sum
			paid[to].Signal()
		}
		threads.Go(func() { // waits for its rent
			accounts[1].Lock()
			for balance[1] < 150 {
				paid[1].Wait()
			}
			accounts[1].Unlock()
		})
		threads.Go(func() { transfer(1, 0, 50) })
		threads.Go(func() { transfer(0, 1, 100) })
		threads.Go(func() { transfer(0, 1, 100) })
		threads.Wait()
		if balance[0] < 0 || balance[1] < 0 {
			overdrawn++
		}
	}
	return r.Tally("overdrawn accounts", overdrawn, 0)
}

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func readonlyMap(r *corpus.Run) string {
	var wg sync.WaitGroup
	squares, n := map[int]int{}, r.Times(100)
	for i := range n {
		squares[i] = i * i
	}
	var right [4]int
	for reader := range right {
		wg.Go(func() {
			for i := range n {
				if squares[i] == i*i {
					right[reader]++
				}
			}
		})
	}
	wg.Wait()
	return r.Tally("right answers", right[0]+right[1]+right[2]+right[3], 4*n)
}

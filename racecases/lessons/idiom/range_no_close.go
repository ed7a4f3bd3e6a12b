//go:build !broken

package idiom

import (
	"sync"

	"threadlab/racecases/corpus"
)

func rangeNoClose(r *corpus.Run) string {
	var served sync.WaitGroup
	jobs := make(chan int)
	sum := 0
	go func() {
		for job := range jobs {
			sum += job
			served.Done()
		}
	}()
	for job := range 3 {
		served.Add(1)
		jobs <- job
	}
	served.Wait()
	close(jobs)
	return r.Tally("sum", sum, 3)
}

package timer

import (
	"time"

	"threadlab/racecases/corpus"
)

func afterfuncHb(r *corpus.Run) string {
	done := make(chan struct{})
	settings, sum := []int{}, 0
	for i := range 3 {
		settings = append(settings, i+1)
	}
	time.AfterFunc(0, func() {
		for _, n := range settings {
			sum += n
		}
		close(done)
	})
	<-done
	return r.Tally("sum", sum, 6)
}

//go:build broken

package timer

import (
	"time"

	"threadlab/racecases/corpus"
)

func selfReference(r *corpus.Run) string {
	done := make(chan struct{})
	ticks := 0
	var timer *time.Timer
	timer = time.AfterFunc(time.Millisecond, func() { // want: race write
		if ticks++; ticks == 3 {
			close(done)
			return
		}
		timer.Reset(time.Millisecond) // want: race read
	})
	<-done
	return r.Tally("ticks", ticks, 3)
}

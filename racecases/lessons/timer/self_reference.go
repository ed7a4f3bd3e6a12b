//go:build !broken

package timer

import (
	"time"

	"threadlab/racecases/corpus"
)

func selfReference(r *corpus.Run) string {
	done := make(chan struct{})
	ready := make(chan struct{})
	ticks := 0
	var timer *time.Timer
	timer = time.AfterFunc(5*time.Millisecond, func() {
		<-ready
		if ticks++; ticks == 2 {
			close(done)
			return
		}
		timer.Reset(5 * time.Millisecond)
	})
	close(ready)
	<-done
	return r.Tally("ticks", ticks, 2)
}

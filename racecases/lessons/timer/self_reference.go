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
	timer = time.AfterFunc(time.Millisecond, func() {
		<-ready
		if ticks++; ticks == 3 {
			close(done)
			return
		}
		timer.Reset(time.Millisecond)
	})
	close(ready)
	<-done
	return r.Tally("ticks", ticks, 3)
}

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
	timer = time.AfterFunc(5*time.Millisecond, func() { // want: race write
		if ticks++; ticks == 2 {
			close(done)
			return
		}
		timer.Reset(5 * time.Millisecond) // want: race read, panic nil pointer dereference; unseen: the panic is too rare to wait for
	})
	<-done
	return r.Tally("ticks", ticks, 2)
}

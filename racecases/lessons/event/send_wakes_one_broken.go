//go:build broken

package event

import (
	"threadlab/racecases/corpus"
)

func sendWakesOne(*corpus.Run) string {
	stop := make(chan struct{})
	for range 3 {
		go func() {
			<-stop // want: wait chan receive
		}()
	}
	stop <- struct{}{}
	return "told to stop"
}

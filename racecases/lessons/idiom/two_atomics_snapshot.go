//go:build !broken

package idiom

import (
	"fmt"
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func twoAtomicsSnapshot(*corpus.Run) string {
	type place struct{ latitude, longitude int64 }
	var wg sync.WaitGroup
	var position atomic.Pointer[place]
	moving, seen := make(chan struct{}), make(chan struct{})
	wg.Go(func() { // from 0, 0 to Berlin
		position.Store(&place{52, 13})
		close(moving)
		<-seen
	})
	<-moving
	got := *position.Load()
	close(seen)
	wg.Wait()
	return fmt.Sprint(got.latitude, ", ", got.longitude)
}

//go:build broken

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
	var latitude, longitude atomic.Int64
	moving, seen := make(chan struct{}), make(chan struct{})
	wg.Go(func() { // from 0, 0 to Berlin
		latitude.Store(52)
		close(moving)
		<-seen
		longitude.Store(13)
	})
	<-moving
	got := place{latitude.Load(), longitude.Load()}
	close(seen)
	wg.Wait()
	return fmt.Sprint(got.latitude, ", ", got.longitude)
}

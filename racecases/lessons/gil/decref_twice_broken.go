//go:build broken

package gil

import (
	"sync"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func decrefTwice(*corpus.Run) string {
	var wg sync.WaitGroup
	freed := false
	object := primitives.NewAtomicRefCount(func() { freed = true })
	borrow := func() {
		defer object.Decr(nil)
		// looks at the object
	}
	wg.Go(borrow)
	wg.Wait()
	alive := !freed
	object.Decr(nil) // want: panic reference given back too many times
	if alive && freed {
		return "freed by its owner"
	}
	return "freed too early"
}

// Package copies copies what must not be copied. Go vet must report each line that ends in "want".
package copies

import "threadlab/primitives"

func copies(
	in *primitives.Interpreter, b *primitives.Barrier,
	s *primitives.Semaphore, bs *primitives.BoundedSemaphore, fs *primitives.FIFOSemaphore,
	atomic *primitives.AtomicRefCount, biased *primitives.BiasedRefCount, group *primitives.Group,
) {
	var (
		lock      primitives.Lock
		rlock     primitives.RLock
		event     primitives.Event
		condition primitives.Condition
		local     primitives.Local[int]
		thread    = in.MainThread()
		timer     = in.NewTimer(0, nil)
	)
	_ = lock      // want
	_ = rlock     // want
	_ = event     // want
	_ = condition // want
	_ = local     // want
	_ = *s        // want
	_ = *bs       // want
	_ = *fs       // want
	_ = *b        // want
	_ = *in       // want
	_ = *thread   // want
	_ = *timer    // want
	_ = *atomic   // want
	_ = *biased   // want
	_ = *group    // want
}

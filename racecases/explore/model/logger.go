package model

import (
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// Loggers hold a mutex while they call a writer of the program, which may come to a point.
// In a program that is explored packages log and log/slog call these functions to lock and
// unlock theirs.

// A mutexFree is open when a mutex of Go's own is free.
type mutexFree sync.Mutex

// Ready reports whether the mutex is free. The race detector must not take the attempt for
// an order.
func (m *mutexFree) Ready() bool {
	race.Hide()
	defer race.Show()
	mu := (*sync.Mutex)(m)
	free := mu.TryLock()
	if free {
		mu.Unlock()
	}
	return free
}

func (m *mutexFree) String() string { return "another goroutine holds it" }

// LockLogger locks the mutex of a logger. What has started without the explorer's knowledge
// may log as well.
func LockLogger(mu *sync.Mutex) {
	if w := here(); w.Runs() {
		w.WaitOn("the lock of a logger", (*mutexFree)(mu), changing(unsafe.Pointer(mu)))
	}
	mu.Lock()
}

// UnlockLogger unlocks it.
func UnlockLogger(mu *sync.Mutex) {
	if w := here(); w.Runs() && !w.Over() {
		w.Touch(scheduler.Releases, unsafe.Pointer(mu))
	}
	mu.Unlock()
}

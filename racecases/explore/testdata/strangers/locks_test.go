package strangers

import (
	"sync"
	"testing"
)

// A lockable is what has a lock that is tried.
type lockable interface {
	sync.Locker
	TryLock() bool
}

// TestBusyLock fails if one goroutine tries the lock while the other one has it.
func TestBusyLock(t *testing.T) {
	var mu sync.Mutex
	n := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if mu.TryLock() {
				n++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if n != 2 {
		t.Error("locked by both:", n)
	}
}

// TestBusyReader fails if the lock is tried while a goroutine reads.
func TestBusyReader(t *testing.T) {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	wg.Go(func() { mu.RLock(); mu.RUnlock() })
	if lock := lockable(&mu); lock.TryLock() {
		lock.Unlock()
	} else {
		t.Error("a reader is inside")
	}
	wg.Wait()
}

// TestFreeLock is right: who tries comes after the others.
func TestFreeLock(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { mu.Lock(); defer mu.Unlock() })
	}
	wg.Wait()
	if !mu.TryLock() {
		t.Error("not free")
	}
}

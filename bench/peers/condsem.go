package peers

import "sync"

// A CondSemaphore is CPython's own algorithm: a mutex, a condition variable and a counter.
type CondSemaphore struct {
	mu    sync.Mutex
	some  *sync.Cond
	value int
}

// NewCondSemaphore returns a semaphore with that many places.
func NewCondSemaphore(places int) *CondSemaphore {
	s := &CondSemaphore{value: places}
	s.some = sync.NewCond(&s.mu)
	return s
}

// Acquire takes a place.
func (s *CondSemaphore) Acquire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.value == 0 {
		s.some.Wait()
	}
	s.value--
}

// TryAcquire takes a place if there is one.
func (s *CondSemaphore) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.value == 0 {
		return false
	}
	s.value--
	return true
}

// Release gives a place back.
func (s *CondSemaphore) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.value++
	s.some.Signal()
}

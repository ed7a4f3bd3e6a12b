package peers

import "sync"

// A condSemaphore is CPython's own algorithm: a mutex, a condition variable and a counter.
type condSemaphore struct {
	mu    sync.Mutex
	some  *sync.Cond
	value int
}

// newCondSemaphore returns a semaphore with that many places.
func newCondSemaphore(places int) *condSemaphore {
	s := &condSemaphore{value: places}
	s.some = sync.NewCond(&s.mu)
	return s
}

func (s *condSemaphore) Acquire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.value == 0 {
		s.some.Wait()
	}
	s.value--
}

func (s *condSemaphore) TryAcquire() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.value == 0 {
		return false
	}
	s.value--
	return true
}

func (s *condSemaphore) Release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.value++
	s.some.Signal()
}

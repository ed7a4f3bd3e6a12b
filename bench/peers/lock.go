package peers

import (
	"sync"

	"threadlab/primitives"
)

// Locks returns the locks, ours first: benchstat compares with the first column.
func Locks() []Peer {
	return []Peer{
		{"threadlab.Lock", func() Gate { return new(primitives.Lock) }},
		{"sync.Mutex", func() Gate { return new(mutex) }},
		{"chan", func() Gate { return newChannel(1) }},
		{"semaphore.Weighted", func() Gate { return newWeighted(1) }},
	}
}

// A mutex is a sync.Mutex. It cannot wait with a timeout.
type mutex struct{ mu sync.Mutex }

func (m *mutex) Acquire()         { m.mu.Lock() }
func (m *mutex) TryAcquire() bool { return m.mu.TryLock() }
func (m *mutex) Release()         { m.mu.Unlock() }

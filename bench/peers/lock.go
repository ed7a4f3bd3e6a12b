package peers

import (
	"sync"

	"github.com/puzpuzpuz/xsync/v4"

	"threadlab/primitives"
)

// Locks returns the locks, ours first: benchstat compares with the first column.
func Locks() []Peer[Locker] {
	return []Peer[Locker]{
		{"threadlab.Lock", func() Locker { return new(primitives.Lock) }},
		{"sync.Mutex", func() Locker { return new(mutex) }},
		{"sync.RWMutex", func() Locker { return new(rwMutex) }},
		{"chan", func() Locker { return newChannel(1) }},
		{"semaphore.Weighted", func() Locker { return newWeighted(1) }},
		{"trylock.Mutex", func() Locker { return newTryLock() }},
		{"xsync.RBMutex", func() Locker { return &rbMutex{xsync.NewRBMutex()} }},
	}
}

// A mutex is a sync.Mutex. It cannot wait with a timeout.
type mutex struct{ mu sync.Mutex }

func (m *mutex) Acquire()         { m.mu.Lock() }
func (m *mutex) TryAcquire() bool { return m.mu.TryLock() }
func (m *mutex) Release()         { m.mu.Unlock() }

// A rwMutex is a sync.RWMutex; as a [Locker] its write lock.
type rwMutex struct{ mu sync.RWMutex }

func (m *rwMutex) Acquire()         { m.mu.Lock() }
func (m *rwMutex) TryAcquire() bool { return m.mu.TryLock() }
func (m *rwMutex) Release()         { m.mu.Unlock() }

// A rbMutex is a github.com/puzpuzpuz/xsync.RBMutex; as a [Locker] its write lock.
type rbMutex struct{ mu *xsync.RBMutex }

func (m *rbMutex) Acquire()         { m.mu.Lock() }
func (m *rbMutex) TryAcquire() bool { return m.mu.TryLock() }
func (m *rbMutex) Release()         { m.mu.Unlock() }

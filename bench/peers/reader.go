package peers

import "github.com/puzpuzpuz/xsync/v4"

// A ReadGate also lets in several at once, if all of them only read. What AcquireRead returns goes back to ReleaseRead.
type ReadGate interface {
	Locker
	AcquireRead() any
	ReleaseRead(any)
}

// ReadLocks returns the locks that know readers. Ours do not, as Python's do not.
func ReadLocks() []Peer[ReadGate] {
	return []Peer[ReadGate]{
		{"sync.RWMutex", func() ReadGate { return new(rwMutex) }},
		{"xsync.RBMutex", func() ReadGate { return &rbMutex{xsync.NewRBMutex()} }},
	}
}

func (m *rwMutex) AcquireRead() any { m.mu.RLock(); return nil }
func (m *rwMutex) ReleaseRead(any)  { m.mu.RUnlock() }

func (m *rbMutex) AcquireRead() any      { return m.mu.RLock() }
func (m *rbMutex) ReleaseRead(token any) { m.mu.RUnlock(token.(*xsync.RToken)) }

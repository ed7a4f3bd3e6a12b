package peers

import (
	"github.com/puzpuzpuz/xsync/v4"

	"threadlab/primitives"
)

// A ReadGate also lets in several at once, if all of them only read. What AcquireRead returns goes back to ReleaseRead.
type ReadGate interface {
	Gate
	AcquireRead() any
	ReleaseRead(any)
}

// ReadLocks returns the locks that know readers, behind one that does not: Python has none that do.
func ReadLocks() []Peer[ReadGate] {
	return []Peer[ReadGate]{
		{"threadlab.Lock", func() ReadGate { return new(unread) }},
		{"sync.RWMutex", func() ReadGate { return new(rwMutex) }},
		{"xsync.RBMutex", func() ReadGate { return &rbMutex{xsync.NewRBMutex()} }},
	}
}

// unread is our lock, for which a reader is a holder like any other.
type unread struct{ primitives.Lock }

func (u *unread) AcquireRead() any { u.Acquire(); return nil }
func (u *unread) ReleaseRead(any)  { u.Release() }

func (m *rwMutex) AcquireRead() any { m.mu.RLock(); return nil }
func (m *rwMutex) ReleaseRead(any)  { m.mu.RUnlock() }

func (m *rbMutex) AcquireRead() any      { return m.mu.RLock() }
func (m *rbMutex) ReleaseRead(token any) { m.mu.RUnlock(token.(*xsync.RToken)) }

package model

import (
	"fmt"
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A Mutex is a sync.Mutex. Like all types here it has the size of the original, so that
// programs which compute with sizes stay as they are, and a copy has its own state. It has
// the methods of the original and no others: a program may embed it.
type Mutex struct {
	_     [unsafe.Sizeof(sync.Mutex{}) - 4]byte
	owner int32 // the number of the goroutine that holds it, and 1; 0: it is free
}

var (
	_ sync.Locker         = (*Mutex)(nil)
	_ scheduler.HeldGuard = (*mutexGuard)(nil)
	_ scheduler.HeldGuard = (*readGuard)(nil)
)

// A mutexGuard opens when the mutex is free.
type mutexGuard Mutex

func (g *mutexGuard) Ready() bool { return g.owner == 0 }
func (g *mutexGuard) Holder() int { return (*Mutex)(g).holder() }

func (g *mutexGuard) String() string {
	if g.Holder() == 0 {
		return "main holds it"
	}
	return fmt.Sprintf("goroutine %d holds it", g.Holder())
}

// holder returns the goroutine that has locked the mutex.
func (m *Mutex) holder() int { return int(m.owner) - 1 }

func (m *Mutex) free() bool { return m.owner == 0 }

// Lock takes the mutex.
func (m *Mutex) Lock() {
	w := waitAt(m, "sync.Mutex.Lock", (*mutexGuard)(m), Changing(unsafe.Pointer(m)))
	m.take(w)
	race.Acquire(unsafe.Pointer(m))
}

func (m *Mutex) take(w *modelState) { m.owner = int32(w.ID()) + 1 }

// TryLock takes the mutex if it is free.
func (m *Mutex) TryLock() bool {
	w := waitAt(m, "sync.Mutex.TryLock", nil, Changing(unsafe.Pointer(m)))
	if !m.free() {
		w.Looked()
		return false
	}
	m.take(w)
	race.Acquire(unsafe.Pointer(m))
	return true
}

// Unlock gives the mutex back.
func (m *Mutex) Unlock() {
	w := here()
	if w.Over() {
		return
	}
	w.unlocks("sync.Mutex.Unlock", m, scheduler.Releases)
	if m.free() {
		w.Fail(scheduler.Fatal, "sync: unlock of unlocked mutex")
	}
	race.Release(unsafe.Pointer(m))
	m.owner = 0
}

// triesLocks is what the linker sets in a program that calls TryLock or TryRLock somewhere.
var triesLocks string

// unlocks declares that a goroutine unlocks m. Others cannot see how long a lock was held, except
// by an attempt that fails: only where a program has such attempts is unlocking a step of its own.
func (w *modelState) unlocks(op string, m object, how scheduler.Access) {
	if triesLocks == "" {
		w.Record(op)
		w.Touch(how, m.address())
		return
	}
	w.uses(m, "Unlock")
	w.WaitOn(op, nil, Changing(m.address()))
}

// An RWMutex is a sync.RWMutex: a writer first excludes other writers, then new readers,
// and then waits for the readers that hold the lock.
type RWMutex struct {
	_       [unsafe.Sizeof(sync.RWMutex{}) - unsafe.Sizeof(Mutex{}) - 8]byte
	w       Mutex
	readers int32
	pending bool // a writer excludes new readers

	written, read byte // their addresses order readers and writers for the race detector
}

type (
	readGuard  RWMutex
	writeGuard RWMutex
)

func (g *readGuard) Ready() bool { return !g.pending }
func (g *readGuard) Holder() int { return g.w.holder() }
func (g *readGuard) String() string {
	return fmt.Sprintf("behind the writer in goroutine %d", g.w.holder())
}
func (g *writeGuard) Ready() bool    { return g.readers == 0 }
func (g *writeGuard) String() string { return fmt.Sprintf("%d readers are inside", g.readers) }

// Lock locks for writing.
func (m *RWMutex) Lock() {
	w := waitAt(m, "sync.RWMutex.Lock", (*mutexGuard)(&m.w), Changing(unsafe.Pointer(m)))
	m.w.take(w)
	m.pending = true
	waitAt(m, "sync.RWMutex.Lock", (*writeGuard)(m), Changing(unsafe.Pointer(m)))
	m.acquire()
}

// acquire orders a writer after the writers and readers before it.
func (m *RWMutex) acquire() {
	race.Acquire(unsafe.Pointer(&m.written))
	race.Acquire(unsafe.Pointer(&m.read))
}

// TryLock locks for writing if no goroutine holds the lock.
func (m *RWMutex) TryLock() bool {
	w := waitAt(m, "sync.RWMutex.TryLock", nil, Changing(unsafe.Pointer(m)))
	if !m.w.free() || m.readers > 0 {
		w.Looked()
		return false
	}
	m.w.take(w)
	m.pending = true
	m.acquire()
	return true
}

// Unlock ends the writing.
func (m *RWMutex) Unlock() {
	w := here()
	if w.Over() {
		return
	}
	w.unlocks("sync.RWMutex.Unlock", m, scheduler.Releases)
	if !m.pending {
		w.Fail(scheduler.Fatal, "sync: Unlock of unlocked RWMutex")
	}
	race.Release(unsafe.Pointer(&m.written))
	m.pending, m.w.owner = false, 0
}

// RLock locks for reading.
func (m *RWMutex) RLock() {
	w := waitAt(m, "sync.RWMutex.RLock", (*readGuard)(m), adding(unsafe.Pointer(m)))
	m.readers++
	w.enters(m)
	race.Acquire(unsafe.Pointer(&m.written))
}

// TryRLock locks for reading if no writer holds the lock or waits for it.
func (m *RWMutex) TryRLock() bool {
	w := waitAt(m, "sync.RWMutex.TryRLock", nil, Changing(unsafe.Pointer(m)))
	if m.pending {
		w.Looked()
		return false
	}
	m.readers++
	w.enters(m)
	race.Acquire(unsafe.Pointer(&m.written))
	return true
}

// RUnlock ends the reading.
func (m *RWMutex) RUnlock() {
	w := here()
	if w.Over() {
		return
	}
	how := scheduler.Adds
	if m.readers <= 1 {
		how = scheduler.Writes // before another RLock it would be one too many
	}
	w.unlocks("sync.RWMutex.RUnlock", m, how)
	if m.readers == 0 {
		w.Fail(scheduler.Fatal, "sync: RUnlock of unlocked RWMutex")
	}
	race.ReleaseMerge(unsafe.Pointer(&m.read))
	m.readers--
	w.leaves(m)
}

// RLocker returns a Locker that locks for reading.
func (m *RWMutex) RLocker() sync.Locker { return (*readLocker)(m) }

type readLocker RWMutex

func (l *readLocker) Lock()   { (*RWMutex)(l).RLock() }
func (l *readLocker) Unlock() { (*RWMutex)(l).RUnlock() }

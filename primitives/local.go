package primitives

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"weak"
)

// A Local is Python's threading.local with one value of type T: each thread has its own, and sees no other thread's. The zero
// value is ready; [NewLocal] makes one with an initialiser. A Local must not be copied after first use.
//
// A value lives until its thread ends, or detaches, or deletes it, or until the Local is garbage; a value that refers to its
// own Local keeps both until the thread's end. The main thread's lives until its interpreter is finalised, so that atexit
// functions have it. Every method takes the calling thread t, and panics with [ErrNoThread] if it is
// nil. A Local orders nothing between threads. The end of a thread costs the same however many other threads have values.
type Local[T any] struct {
	_    noCopy
	init func() (T, error)
	key  atomic.Pointer[localKey] // nil while no thread has a value
}

// NewLocal returns a Local that calls init for a thread's first value: see [Local.Value]. Python: a subclass of threading.local
// with an __init__.
func NewLocal[T any](init func() (T, error)) *Local[T] { return &Local[T]{init: init} }

// A localKey stands for a Local in the maps of the threads, so that they do not keep the Local alive. It knows the threads that
// have a value, for the one cleanup that a Local has: one for each thread would be slow to stop, because the runtime looks it up
// among all that the Local has.
//
// Its mutex is taken after that of a thread, never before.
type localKey struct {
	mu      sync.Mutex
	threads map[weak.Pointer[Thread]]struct{}
}

type localValue struct {
	value any                  // a *T
	owner weak.Pointer[Thread] // the thread, as the key knows it
}

// Get returns t's value and whether it has one, without calling the initialiser. Python: local.x, and AttributeError.
// Cost: a mutex of the thread's.
func (l *Local[T]) Get(t *Thread) (value T, ok bool) {
	t.lockLocals()
	defer t.localMu.Unlock()
	if p, found := t.locals[l.key.Load()].value.(*T); found {
		return *p, true
	}
	return value, false
}

// Value returns t's value. If t has none, the first time and after Delete, Value sets it to the result of the initialiser, called
// in t, and to the zero T without an initialiser. It returns the initialiser's error; the next Value calls it again. Python:
// local.x where __init__ has set x. Cost: a mutex of the thread's, and that of the initialiser.
func (l *Local[T]) Value(t *Thread) (value T, err error) {
	if value, ok := l.Get(t); ok {
		return value, nil
	}
	if l.init != nil {
		if value, err = l.init(); err != nil {
			return value, err
		}
	}
	l.Set(t, value)
	return value, nil
}

// Set sets t's value. Python: local.x = value. Cost: a mutex of the thread's, and an allocation.
func (l *Local[T]) Set(t *Thread, value T) {
	t.lockLocals()
	defer t.localMu.Unlock()
	key := l.mustKey()
	if t.locals == nil {
		t.locals = make(map[*localKey]localValue)
	}
	entry, found := t.locals[key]
	if !found {
		entry.owner = weak.Make(t)
		key.add(entry.owner)
	}
	entry.value = &value
	t.locals[key] = entry
	runtime.KeepAlive(l) // the cleanup must not come before its thread is known
}

// Delete drops t's value, if it has one. Python: del local.x. Cost: a mutex of the thread's.
func (l *Local[T]) Delete(t *Thread) {
	t.lockLocals()
	defer t.localMu.Unlock()
	key := l.key.Load()
	if entry, found := t.locals[key]; found {
		key.remove(entry.owner)
		delete(t.locals, key)
	}
}

func (t *Thread) lockLocals() {
	if t == nil {
		panic(ErrNoThread)
	}
	t.localMu.Lock()
}

func (l *Local[T]) mustKey() *localKey {
	if key := l.key.Load(); key != nil {
		return key
	}
	if key := (&localKey{threads: map[weak.Pointer[Thread]]struct{}{}}); l.key.CompareAndSwap(nil, key) {
		runtime.AddCleanup(l, (*localKey).dropValues, key)
	}
	return l.key.Load()
}

func (k *localKey) add(owner weak.Pointer[Thread]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.threads[owner] = struct{}{}
}

func (k *localKey) remove(owner weak.Pointer[Thread]) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.threads, owner)
}

// dropValues removes the values of a Local that is garbage, which has no new ones. Threads end meanwhile and take k.mu with their
// own mutex held, so the list is copied first.
func (k *localKey) dropValues() {
	k.mu.Lock()
	owners := slices.Collect(maps.Keys(k.threads))
	k.mu.Unlock()
	for _, owner := range owners {
		if t := owner.Value(); t != nil {
			t.localMu.Lock()
			delete(t.locals, k)
			t.localMu.Unlock()
		}
	}
}

// dropLocals removes all values of an ending thread.
func (t *Thread) dropLocals() {
	t.localMu.Lock()
	defer t.localMu.Unlock()
	for key, v := range t.locals {
		key.remove(v.owner)
	}
	t.locals = nil
}

// noCopy makes go vet report copies of the struct that holds it.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

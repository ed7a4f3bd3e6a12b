package primitives

// A Local is Python's threading.local with one value of type T: each thread has its own, and sees nobody else's. The zero
// value is ready. A Local must not be copied after first use.
//
// A value lives until its thread ends, or detaches, or deletes it; a Local that is dropped earlier keeps its values until
// then. What one thread has set orders nothing in another.
type Local[T any] struct {
	_ noCopy
	_ byte // two Locals must have two addresses, which zero-size variables need not
}

// Get returns t's value and whether it has one. Python: local.x, and AttributeError.
func (l *Local[T]) Get(t *Thread) (value T, ok bool) {
	t.localMu.Lock()
	defer t.localMu.Unlock()
	if p, found := t.locals[l].(*T); found {
		return *p, true
	}
	return value, false
}

// Set sets t's value. Python: local.x = value.
func (l *Local[T]) Set(t *Thread, value T) {
	t.localMu.Lock()
	defer t.localMu.Unlock()
	if t.locals == nil {
		t.locals = make(map[any]any)
	}
	t.locals[l] = &value
}

// Delete drops t's value; it need not have one. Python: del local.x.
func (l *Local[T]) Delete(t *Thread) {
	t.localMu.Lock()
	defer t.localMu.Unlock()
	delete(t.locals, l)
}

// dropLocals forgets all values of an ending thread.
func (t *Thread) dropLocals() {
	t.localMu.Lock()
	defer t.localMu.Unlock()
	t.locals = nil
}

// noCopy has go vet report copies of the struct that holds it.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

package scheduler

import "unsafe"

// A Table finds values by addresses: a hash table, for the race detector would see a map. It is
// not generic, for that would be compiled into the packages of the program, which the detector
// watches.
type Table struct {
	buckets []*Entry
	count   int
	unused  *Entry
}

// An Entry is what a Table holds of an address.
type Entry struct {
	Value any
	key   unsafe.Pointer
	next  *Entry // in the bucket
}

func (t *Table) bucket(key unsafe.Pointer) **Entry {
	hash := uint64(uintptr(key)) * 0x9E3779B97F4A7C15 >> 32
	return &t.buckets[hash&uint64(len(t.buckets)-1)]
}

// Find returns the entry of an address, or nil.
func (t *Table) Find(key unsafe.Pointer) *Entry {
	if len(t.buckets) == 0 {
		return nil
	}
	e := *t.bucket(key)
	for e != nil && e.key != key {
		e = e.next
	}
	return e
}

// At returns the entry of an address. A new one may have the value of one that was removed, whose
// room can be used again.
func (t *Table) At(key unsafe.Pointer) *Entry {
	if e := t.Find(key); e != nil {
		return e
	}
	if t.count >= len(t.buckets) {
		t.grow()
	}
	e := t.unused
	if e == nil {
		e = new(Entry)
	} else {
		t.unused = e.next
	}
	at := t.bucket(key)
	e.key, e.next, *at = key, *at, e
	t.count++
	return e
}

func (t *Table) grow() {
	old := t.buckets
	t.buckets = make([]*Entry, max(8, 2*len(old)))
	for _, e := range old {
		for e != nil {
			next, at := e.next, t.bucket(e.key)
			e.next, *at = *at, e
			e = next
		}
	}
}

// Remove removes the entry of an address.
func (t *Table) Remove(key unsafe.Pointer) {
	for at := t.bucket(key); *at != nil; at = &(*at).next {
		if e := *at; e.key == key {
			*at = e.next
			t.count--
			e.key, e.next, t.unused = nil, t.unused, e
			return
		}
	}
}

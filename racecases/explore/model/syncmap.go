package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A Map is a sync.Map. Range goes through it in the order of storing. A key is never
// forgotten: who does not find it any more comes after who has deleted it.
type Map struct{ entries []*entry }

type entry struct {
	key, value any
	there      bool
}

// at returns the entry of a key, behind those who have written it; nil if nobody has.
func (m *Map) at(key any) *entry {
	for _, e := range m.entries {
		if e.key == key {
			race.Acquire(unsafe.Pointer(e))
			return e
		}
	}
	return nil
}

func (m *Map) get(key any) (value any, ok bool) {
	if e := m.at(key); e != nil && e.there {
		return e.value, true
	}
	return nil, false
}

func (m *Map) put(key, value any) {
	e := m.at(key)
	if e == nil {
		e = &entry{key: key}
		m.entries = append(m.entries, e)
	}
	if !e.there { // it comes last again
		m.entries = append(race.Remove(m.entries, e), e)
	}
	e.value, e.there = value, true
	race.Release(unsafe.Pointer(e))
}

func (m *Map) remove(key any) {
	if e := m.at(key); e != nil && e.there {
		e.value, e.there = nil, false
		race.Release(unsafe.Pointer(e))
	}
}

// Load returns the value of a key.
func (m *Map) Load(key any) (value any, ok bool) {
	m.gate("Load")
	return m.get(key)
}

// Store sets the value of a key.
func (m *Map) Store(key, value any) { m.gate("Store"); m.put(key, value) }

// LoadOrStore returns the value of a key, and stores one if there is none.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.gate("LoadOrStore")
	if actual, loaded = m.get(key); loaded {
		return actual, true
	}
	m.put(key, value)
	return value, false
}

// LoadAndDelete takes a key out and returns its value.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.gate("LoadAndDelete")
	value, loaded = m.get(key)
	m.remove(key)
	return value, loaded
}

// Delete takes a key out.
func (m *Map) Delete(key any) { m.gate("Delete"); m.remove(key) }

// Swap sets the value of a key and returns the old one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.gate("Swap")
	previous, loaded = m.get(key)
	m.put(key, value)
	return previous, loaded
}

// CompareAndSwap sets the value of a key if it is the old one.
func (m *Map) CompareAndSwap(key, old, value any) bool {
	m.gate("CompareAndSwap")
	if v, ok := m.get(key); !ok || v != old {
		return false
	}
	m.put(key, value)
	return true
}

// CompareAndDelete takes a key out if its value is the old one.
func (m *Map) CompareAndDelete(key, old any) bool {
	m.gate("CompareAndDelete")
	if v, ok := m.get(key); !ok || v != old {
		return false
	}
	m.remove(key)
	return true
}

// Clear takes everything out.
func (m *Map) Clear() {
	m.gate("Clear")
	for _, e := range m.entries {
		m.remove(e.key)
	}
}

// Range calls f with every key that is there when its turn comes.
func (m *Map) Range(f func(key, value any) bool) {
	m.gate("Range")
	seen := make([]*entry, len(m.entries))
	//lint:ignore S1001 copy would tell the race detector of the range, whoever calls it
	for i, e := range m.entries {
		seen[i] = e
	}
	for _, e := range seen {
		m.gate("Range")
		if v, ok := m.get(e.key); ok && !f(e.key, v) {
			return
		}
	}
}

func (m *Map) gate(name string) { here().WaitOn("sync.Map."+name, nil, changing(unsafe.Pointer(m))) }

package model

import (
	"reflect"
	"sync"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A Map is a sync.Map. Range visits it in the order of storing, or another one that is drawn as
// that of a map is: Go's depends on hashes. An entry stays when its key is deleted: an operation
// that does not find it is ordered after the deletion.
type Map struct {
	_       [unsafe.Sizeof(sync.Map{}) - 3*unsafe.Sizeof(uintptr(0))]byte
	entries []*entry
}

type entry struct {
	key, value any
	present    bool
}

// at returns the entry of a key, ordered after its last write; nil if it was never stored.
func (m *Map) at(key any) *entry {
	_ = map[any]*entry(nil)[key] // panics if it has no hash, as the original does
	for _, e := range m.entries {
		if e.key == key {
			race.Acquire(unsafe.Pointer(e))
			return e
		}
	}
	return nil
}

func (m *Map) get(key any) (value any, ok bool) {
	if e := m.at(key); e != nil && e.present {
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
	if !e.present { // it is the last of Range again
		m.entries = append(race.Remove(m.entries, e), e)
	}
	e.value, e.present = value, true
	race.Release(unsafe.Pointer(e))
}

func (m *Map) remove(key any) {
	if e := m.at(key); e != nil && e.present {
		e.value, e.present = nil, false
		race.Release(unsafe.Pointer(e))
	}
}

// Load returns the value of a key.
func (m *Map) Load(key any) (value any, ok bool) {
	m.wait("Load")
	return m.get(key)
}

// Store sets the value of a key.
func (m *Map) Store(key, value any) { m.wait("Store"); m.put(key, value) }

// LoadOrStore returns the value of a key, and stores one if there is none.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.wait("LoadOrStore")
	if actual, loaded = m.get(key); loaded {
		return actual, true
	}
	m.put(key, value)
	return value, false
}

// LoadAndDelete removes a key and returns its value.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.wait("LoadAndDelete")
	value, loaded = m.get(key)
	m.remove(key)
	return value, loaded
}

// Delete removes a key.
func (m *Map) Delete(key any) { m.wait("Delete"); m.remove(key) }

// Swap sets the value of a key and returns the old one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.wait("Swap")
	previous, loaded = m.get(key)
	m.put(key, value)
	return previous, loaded
}

// CompareAndSwap sets the value of a key if it is the old one.
func (m *Map) CompareAndSwap(key, old, value any) bool {
	m.wait("CompareAndSwap")
	if v, ok := m.get(key); !ok || v != old {
		return false
	}
	m.put(key, value)
	return true
}

// CompareAndDelete removes a key if its value is the old one.
func (m *Map) CompareAndDelete(key, old any) bool {
	m.wait("CompareAndDelete")
	if v, ok := m.get(key); !ok || v != old {
		return false
	}
	m.remove(key)
	return true
}

// Clear removes all keys.
func (m *Map) Clear() {
	m.wait("Clear")
	for _, e := range m.entries {
		m.remove(e.key)
	}
}

// Range calls f for every key that is still present when it is reached.
func (m *Map) Range(f func(key, value any) bool) {
	m.wait("Range")
	for _, e := range m.ordered() {
		m.wait("Range")
		if v, ok := m.get(e.key); ok && !f(e.key, v) {
			return
		}
	}
}

// ordered returns the entries in the order of a Range: last those that may be stored again in it.
func (m *Map) ordered() []*entry {
	present, absent := make([]*entry, 0, len(m.entries)), []*entry(nil)
	for _, e := range m.entries { // the race detector would see the range that a copy reads
		if e.present {
			present = append(present, e)
		} else {
			absent = append(absent, e)
		}
	}
	numbers := here().orderOfMap(len(present), func(numbers []int) string {
		return orderText(numbers, func(i int) reflect.Value { return reflect.ValueOf(present[i].key) })
	})
	return append(reordered(present, numbers), absent...)
}

func (m *Map) wait(name string) { waitAt(m, "sync.Map."+name, nil, Changing(unsafe.Pointer(m))) }

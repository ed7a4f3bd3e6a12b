package model

import (
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"slices"
)

// Ordered is what for range gets from a map: its keys in one order, the same under
// every schedule. Other orders are not explored.
func Ordered[M ~map[K]V, K comparable, V any](m M) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		keys := make([]K, 0, len(m))
		for k := range m {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, compareKeys[K])
		for _, k := range keys {
			if v, ok := m[k]; ok && !yield(k, v) {
				return
			}
		}
	}
}

// Key numbers a key that has no order of its own, when it is put into a map.
func Key[K comparable](k K) K {
	if w := current.Load(); w != nil {
		if _, ok := w.keys[k]; !ok {
			w.keys[k] = len(w.keys)
		}
	}
	return k
}

func compareKeys[K comparable](a, b K) int {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	switch {
	case x.CanInt():
		return cmp.Compare(x.Int(), y.Int())
	case x.CanUint():
		return cmp.Compare(x.Uint(), y.Uint())
	case x.CanFloat():
		return cmp.Compare(x.Float(), y.Float())
	case x.Kind() == reflect.String:
		return cmp.Compare(x.String(), y.String())
	}
	w := here()
	i, known := w.keys[a]
	j, too := w.keys[b]
	if !known || !too {
		panic(fmt.Sprintf("explore: a map with keys of type %T has no order that is always the same", a))
	}
	return cmp.Compare(i, j)
}

// A Map is a sync.Map. Range goes through it in the order of storing.
type Map struct {
	m     map[any]any
	order []any
}

func (m *Map) put(key, value any) {
	if m.m == nil {
		m.m = map[any]any{}
	}
	if _, ok := m.m[key]; !ok {
		m.order = append(m.order, key)
	}
	m.m[key] = value
}

func (m *Map) remove(key any) {
	delete(m.m, key)
	m.order = slices.DeleteFunc(m.order, func(k any) bool { return k == key })
}

// Load returns the value of a key.
func (m *Map) Load(key any) (value any, ok bool) {
	m.gate("Load")
	value, ok = m.m[key]
	return value, ok
}

// Store sets the value of a key.
func (m *Map) Store(key, value any) { m.gate("Store"); m.put(key, value) }

// LoadOrStore returns the value of a key, and stores one if there is none.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	m.gate("LoadOrStore")
	if actual, loaded = m.m[key]; loaded {
		return actual, true
	}
	m.put(key, value)
	return value, false
}

// LoadAndDelete takes a key out and returns its value.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.gate("LoadAndDelete")
	value, loaded = m.m[key]
	m.remove(key)
	return value, loaded
}

// Delete takes a key out.
func (m *Map) Delete(key any) { m.gate("Delete"); m.remove(key) }

// Swap sets the value of a key and returns the old one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.gate("Swap")
	previous, loaded = m.m[key]
	m.put(key, value)
	return previous, loaded
}

// CompareAndSwap sets the value of a key if it is the old one.
func (m *Map) CompareAndSwap(key, old, value any) bool {
	m.gate("CompareAndSwap")
	if v, ok := m.m[key]; !ok || v != old {
		return false
	}
	m.put(key, value)
	return true
}

// CompareAndDelete takes a key out if its value is the old one.
func (m *Map) CompareAndDelete(key, old any) bool {
	m.gate("CompareAndDelete")
	if v, ok := m.m[key]; !ok || v != old {
		return false
	}
	m.remove(key)
	return true
}

// Clear takes everything out.
func (m *Map) Clear() { m.gate("Clear"); m.m, m.order = nil, nil }

// Range calls f with every key that is there when its turn comes.
func (m *Map) Range(f func(key, value any) bool) {
	m.gate("Range")
	for _, key := range slices.Clone(m.order) {
		m.gate("Range")
		if v, ok := m.m[key]; ok && !f(key, v) {
			return
		}
	}
}

func (m *Map) gate(name string) { here().Wait("sync.Map."+name, nil) }

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
	number(k, true)
	return k
}

// number returns the number of a key, or -1.
func number(key any, add bool) int {
	w := current.Load()
	if w == nil {
		return -1
	}
	for i, k := range w.keys {
		if k == key {
			return i
		}
	}
	if !add {
		return -1
	}
	w.keys = append(w.keys, key)
	return len(w.keys) - 1
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
	i, j := number(a, false), number(b, false)
	if i < 0 || j < 0 {
		panic(fmt.Sprintf("explore: a map with keys of type %T has no order that is always the same", a))
	}
	return cmp.Compare(i, j)
}

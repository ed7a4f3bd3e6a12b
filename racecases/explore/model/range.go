package model

import (
	"cmp"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

// An Entry iterates over a map, as for range does. The usual order is that of the keys, the same
// under every schedule; others are drawn where it matters which key comes first.
type Entry[K comparable, V any] struct {
	m       map[K]V
	first   []K  // those that were in the map at the beginning
	keys    []K  // those to come
	drawn   bool // in which order they are
	noticed bool // that there are keys which were added since the beginning
}

// Entries is a range over a map.
func Entries[M ~map[K]V, K comparable, V any](m M) *Entry[K, V] {
	keys := sortedKeys(m)
	return &Entry[K, V]{m: m, first: keys, keys: keys}
}

// KeyEntries is a range with a variable for the key.
func KeyEntries[M ~map[K]V, K comparable, V any](m M) (k K, e *Entry[K, V]) { return k, Entries(m) }

// ValueEntries is a range with a variable for the value.
func ValueEntries[M ~map[K]V, K comparable, V any](m M) (v V, e *Entry[K, V]) { return v, Entries(m) }

// KeyValueEntries is a range with both.
func KeyValueEntries[M ~map[K]V, K comparable, V any](m M) (k K, v V, e *Entry[K, V]) {
	return k, v, Entries(m)
}

// Next sets k and v, unless nil, to the next entry that is still in the map, and reports
// whether there is one.
func (e *Entry[K, V]) Next(k *K, v *V) bool {
	if !e.drawn && (k != nil || v != nil) {
		e.draw()
	}
	for len(e.keys) > 0 || e.goesOn() {
		key := e.keys[0]
		e.keys = e.keys[1:]
		value, ok := e.m[key]
		if !ok {
			continue
		}
		if k != nil {
			*k = key
		}
		if v != nil {
			*v = value
		}
		return true
	}
	return false
}

// goesOn draws whether the range, at the end of its first keys, yields those that were added
// during it as well: the language leaves that open.
func (e *Entry[K, V]) goesOn() bool {
	if e.noticed || e.left() == len(e.m) {
		return false
	}
	e.noticed = true
	if !here().takesAdded() {
		return false
	}
	first := map[K]bool{}
	for _, k := range e.first {
		first[k] = true
	}
	e.keys = slices.DeleteFunc(sortedKeys(e.m), func(k K) bool { return first[k] })
	return true
}

// left returns how many of the first keys are still in the map.
func (e *Entry[K, V]) left() (n int) {
	for _, k := range e.first {
		if _, ok := e.m[k]; ok {
			n++
		}
	}
	return n
}

// draw has the keys come in an order that is drawn.
func (e *Entry[K, V]) draw() {
	e.drawn = true
	sorted := e.keys
	numbers := here().orderOfMap(len(sorted), func(numbers []int) string {
		return orderText(numbers, func(i int) reflect.Value { return reflect.ValueOf(sorted[i]) })
	})
	e.keys = reordered(sorted, numbers)
}

// orderText names the keys of a map in an order, or the first of many.
func orderText(numbers []int, key func(i int) reflect.Value) string {
	shown, more := numbers, ""
	if n := len(numbers); n > 4 {
		shown, more = numbers[:1], fmt.Sprintf(" first of %d keys", n)
	}
	var names []string
	for _, i := range shown {
		name := fmt.Sprintf("key %d", i+1)
		if k := key(i); k.Kind() <= reflect.Complex128 || k.Kind() == reflect.String {
			name = variables.KeyText(k)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ") + more
}

// MapsAll is maps.All, as are those below it what their names say.
func MapsAll[M ~map[K]V, K comparable, V any](m M) iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for k, v, e := KeyValueEntries(m); e.Next(&k, &v); {
			if !yield(k, v) {
				return
			}
		}
	}
}

func MapsKeys[M ~map[K]V, K comparable, V any](m M) iter.Seq[K] {
	return func(yield func(K) bool) {
		for k := range MapsAll(m) {
			if !yield(k) {
				return
			}
		}
	}
}

func MapsValues[M ~map[K]V, K comparable, V any](m M) iter.Seq[V] {
	return func(yield func(V) bool) {
		for _, v := range MapsAll(m) {
			if !yield(v) {
				return
			}
		}
	}
}

func sortedKeys[M ~map[K]V, K comparable, V any](m M) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		if k != k {
			here().refuseNaN()
		}
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return compare(reflect.ValueOf(a), reflect.ValueOf(b)) })
	return keys
}

// inDrawnOrder returns all keys of a map in an order that is drawn.
func inDrawnOrder(keys []reflect.Value) []reflect.Value {
	if slices.ContainsFunc(keys, func(k reflect.Value) bool { return !k.Equal(k) }) {
		here().refuseNaN()
	}
	slices.SortFunc(keys, compare)
	return reordered(keys, here().orderOfMap(len(keys), func(numbers []int) string {
		return orderText(numbers, func(i int) reflect.Value { return keys[i] })
	}))
}

// refuseNaN refuses a range over a map of which a key holds a NaN.
func (w *modelState) refuseNaN() {
	w.Refuse("a range over a map with a key that is not equal to itself: such keys have no order that is always the same")
}

// Key numbers the parts of a key that have no order of their own, before it is stored in
// a map.
func Key[K comparable](k K) K {
	here().number(reflect.ValueOf(k))
	return k
}

// number numbers the pointers in a key.
func (w *modelState) number(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Chan, reflect.UnsafePointer:
		w.Touch(scheduler.Writes, unsafe.Pointer(&w.keys)) // also if it has a number: under another schedule it may get it here
		if w.numberOf(v.UnsafePointer()) < 0 {
			w.keys = append(w.keys, v.UnsafePointer())
		}
	case reflect.Interface:
		w.number(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			w.number(v.Field(i))
		}
	case reflect.Array:
		for i := range v.Len() {
			w.number(v.Index(i))
		}
	}
}

// numberOf returns the number of a pointer, or -1.
func (w *modelState) numberOf(p unsafe.Pointer) int {
	for i, k := range w.keys {
		if k == p {
			return i
		}
	}
	return -1
}

// compare orders two keys of a map.
func compare(x, y reflect.Value) int {
	if !x.IsValid() || !y.IsValid() {
		return cmp.Compare(fmt.Sprint(x.IsValid()), fmt.Sprint(y.IsValid()))
	}
	if x.Type() != y.Type() { // of an interface
		return cmp.Compare(x.Type().String(), y.Type().String())
	}
	switch {
	case x.CanInt():
		return cmp.Compare(x.Int(), y.Int())
	case x.CanUint():
		return cmp.Compare(x.Uint(), y.Uint())
	case x.CanFloat():
		return cmp.Compare(x.Float(), y.Float())
	case x.CanComplex():
		return cmp.Or(cmp.Compare(real(x.Complex()), real(y.Complex())), cmp.Compare(imag(x.Complex()), imag(y.Complex())))
	}
	switch x.Kind() {
	case reflect.String:
		return cmp.Compare(x.String(), y.String())
	case reflect.Bool:
		return cmp.Compare(fmt.Sprint(x.Bool()), fmt.Sprint(y.Bool()))
	case reflect.Interface:
		return compare(x.Elem(), y.Elem())
	case reflect.Struct:
		return compareParts(x.NumField(), func(i int) int { return compare(x.Field(i), y.Field(i)) })
	case reflect.Array:
		return compareParts(x.Len(), func(i int) int { return compare(x.Index(i), y.Index(i)) })
	}
	return here().comparePointers(x, y)
}

func compareParts(n int, part func(int) int) int {
	for i := range n {
		if c := part(i); c != 0 {
			return c
		}
	}
	return 0
}

// comparePointers orders pointers by their numbers.
func (w *modelState) comparePointers(x, y reflect.Value) int {
	if x.UnsafePointer() == y.UnsafePointer() {
		return 0
	}
	w.Touch(scheduler.Reads, unsafe.Pointer(&w.keys))
	i, j := w.numberOf(x.UnsafePointer()), w.numberOf(y.UnsafePointer())
	if i < 0 || j < 0 {
		w.Refuse(fmt.Sprintf("a range over a map whose keys hold a %s that was put in by code without points: it has no order that is always the same", x.Type()))
	}
	return cmp.Compare(i, j)
}

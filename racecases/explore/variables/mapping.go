package variables

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// maxSorted bounds the elements of a map that is shown.
const maxSorted = 200

// mapping returns the text of a map: its first elements, by their keys.
func (f *formatter) mapping(v reflect.Value) string {
	var items []string
	for _, e := range sorted(v, maxItems) {
		text := f.deeper(e.value)
		if text == "" {
			return ""
		}
		items = append(items, e.name+":"+text)
	}
	if len(items) < v.Len() {
		items = append(items, cut)
	}
	return "map[" + strings.Join(items, " ") + "]"
}

// An element of a map.
type element struct {
	name  string // its key
	value reflect.Value
}

// sorted lists the first elements of a map, by the texts of their keys; but not those whose
// keys have the same text, for they would come in another order in each run.
func sorted(m reflect.Value, most int) []element {
	if m.Len() > maxSorted {
		return nil
	}
	var list []element
	for i := m.MapRange(); i.Next(); {
		list = append(list, element{KeyText(i.Key()), i.Value()})
	}
	keys := map[string]int{}
	for _, e := range list {
		keys[e.name]++
	}
	list = slices.DeleteFunc(list, func(e element) bool { return keys[e.name] > 1 })
	slices.SortFunc(list, func(a, b element) int { return byNumber(a.name, b.name) })
	return list[:min(len(list), most)]
}

// KeyText returns the text of a key. Keys that are addresses have no order and no name.
func KeyText(v reflect.Value) string {
	f := formatter{names: &names{}, depth: maxDepth - 1}
	return f.text(v)
}

// byNumber compares texts: numbers by their values, and before all others.
func byNumber(a, b string) int {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	switch {
	case errX == nil && errY == nil:
		return cmp.Or(cmp.Compare(x, y), cmp.Compare(a, b))
	case errX == nil:
		return -1
	case errY == nil:
		return 1
	}
	return cmp.Compare(a, b)
}

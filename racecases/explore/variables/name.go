package variables

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// names are those of what variables hold and lead to.
type names struct {
	places  map[place]Name
	objects map[unsafe.Pointer]Name // locks, channels and other objects of the model
	watched map[string]bool         // the packages with variables that are watched
	next    []lead
	hidden  []lead // insides of what is of other packages, for later
	left    int    // how many more values are looked at

	aside func(f func()) // see [Watch.View]
}

// A place is where a value of a type is.
type place struct {
	at   unsafe.Pointer
	kind reflect.Type
}

// A Name is how a place is reached from a variable.
type Name struct {
	Path   string // a, accounts[0].balance; empty: no variable leads there
	by     int    // whose variable it is, or Clock
	behind bool   // a pointer leads there
	Hidden bool   // the way leads through what is of a package whose variables are not watched
}

// A lead is a value that is still to be looked at.
type lead struct {
	Name
	value reflect.Value
	hops  int // pointers on the way
}

// Bounds of what gets a name.
const (
	maxNamed    = 4000
	maxElements = 32
	maxHops     = 6
)

// namesOf names what variables hold, and then what they lead to, the nearest first: a thing
// has the name of the variable that holds it, if there is one.
func namesOf(variables []seen, watched map[string]bool) names {
	n := names{places: map[place]Name{}, objects: map[unsafe.Pointer]Name{}, watched: watched, left: maxNamed}
	for _, x := range variables {
		n.next = append(n.next, lead{Name: Name{Path: x.name, by: x.by}, value: x.value})
	}
	for len(n.next) > 0 && n.left > 0 {
		first := n.next[0]
		n.next = n.next[1:]
		n.name(first)
		if len(n.next) == 0 {
			n.next, n.hidden = n.hidden, nil
		}
	}
	return n
}

// SeenBy returns the name of a place for the reader of what belongs to a goroutine: the
// variables of the others are named with them.
func (p Name) SeenBy(by int) string {
	if p.by == scheduler.Clock || p.by == 0 || p.by == by {
		return p.Path
	}
	return fmt.Sprintf("%s of g%d", p.Path, p.by)
}

// name names a value and its parts, and notes what it leads to.
func (n *names) name(x lead) {
	if n.left--; n.left < 0 {
		return
	}
	v := x.value
	if !n.place(x) {
		return
	}
	switch v.Kind() {
	case reflect.Chan:
		n.object(x.Name, v.UnsafePointer())
	case reflect.Pointer:
		if x.hops < maxHops && !v.IsNil() {
			x.value, x.behind, x.hops = v.Elem(), true, x.hops+1
			n.next = append(n.next, x)
		}
	case reflect.Interface:
		if !v.IsNil() {
			n.name(x.to("", v.Elem()))
		}
	case reflect.Struct:
		n.fields(x)
	case reflect.Array, reflect.Slice, reflect.Map:
		n.elements(x)
	}
}

// place names the place of a value. It returns false if it has a name.
func (n *names) place(x lead) bool {
	if !x.value.CanAddr() || x.value.Type().Size() == 0 {
		return true
	}
	at := place{unsafe.Pointer(x.value.UnsafeAddr()), x.value.Type()}
	if n.places[at].Path != "" {
		return false
	}
	n.places[at] = x.Name
	return true
}

// elements names the first ones of a slice, an array or a map.
func (n *names) elements(x lead) {
	v := x.value
	switch {
	case !leads(v.Type().Elem()) && (v.Kind() == reflect.Map || v.Len() > maxElements):
	case v.Kind() == reflect.Map:
		for _, e := range sorted(v, maxElements) {
			n.name(x.to("["+e.name+"]", e.value))
		}
	default:
		for i := range min(v.Len(), maxElements) {
			n.name(x.to(fmt.Sprintf("[%d]", i), v.Index(i)))
		}
	}
}

// to is the lead to a part of a value. What is hidden has the name of what it is inside of.
func (x lead) to(part string, v reflect.Value) lead {
	if x.value = v; !x.Hidden {
		x.Path += part
	}
	return x
}

// fields names those of a struct. Those of what is of a package whose variables are not
// watched come last.
func (n *names) fields(x lead) {
	v := x.value
	models := isModel(v.Type())
	if models && v.CanAddr() {
		n.object(x.Name, unsafe.Pointer(v.UnsafeAddr()))
	}
	later := !models && !x.Hidden && !n.known(v.Type())
	x.Hidden = x.Hidden || later
	for i := range v.NumField() {
		field := v.Type().Field(i)
		part := "." + field.Name
		if models && (field.Anonymous || !field.IsExported()) {
			part = ""
		}
		switch to := x.to(part, v.Field(i)); {
		case field.Name == "_":
		case later:
			n.hidden = append(n.hidden, to)
		default:
			n.name(to)
		}
	}
}

func (n *names) object(p Name, at unsafe.Pointer) {
	if at != nil && n.objects[at].Path == "" {
		n.objects[at] = p
	}
}

// known reports whether the insides of a type tell something: it has no name, or is of a
// package whose variables are watched.
func (n *names) known(t reflect.Type) bool {
	return n.watched == nil || t.PkgPath() == "" || n.watched[t.PkgPath()]
}

// leads reports whether values of a type may lead to what has a name.
func leads(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Chan, reflect.Struct, reflect.Slice, reflect.Array, reflect.Map:
		return true
	}
	return false
}

// isModel reports whether a type is one of the explorer's, which stands in for one of Go's.
func isModel(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && (strings.HasPrefix(t.PkgPath()+"/", explorer+"model/") || t.PkgPath() == explorer+"testing")
}

// explorer is what the paths of the explorer's packages begin with.
const explorer = "threadlab/racecases/explore/"

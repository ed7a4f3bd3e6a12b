package model

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// names are those of what variables hold and lead to.
type names struct {
	places  map[place]placeName
	objects map[unsafe.Pointer]placeName // locks, channels and other objects of the model
	watched map[string]bool              // the packages with variables that are watched
	left    int                          // how many more places get a name
	by      int                          // of the variable whose places get names
}

// A place is where a value of a type is.
type place struct {
	at   unsafe.Pointer
	kind reflect.Type
}

// A placeName is how a place is reached from a variable.
type placeName struct {
	path   string // a, accounts[0].balance
	by     int    // whose variable it is, or Clock
	behind bool   // a pointer leads there
}

// Bounds of what gets a name.
const (
	maxNamed    = 4000
	maxElements = 32
	maxHops     = 6
)

// namesOf names what variables hold, and then what they lead to, so that a thing has the name
// of the variable that holds it, if there is one.
func namesOf(variables []seen, watched map[string]bool) names {
	n := names{watched: watched, places: map[place]placeName{}, objects: map[unsafe.Pointer]placeName{}, left: maxNamed}
	for _, hops := range [...]int{0, maxHops} {
		for _, x := range variables {
			n.by = x.by
			n.walk(x.name, x.value, hops, false)
		}
	}
	return n
}

// nameOf returns the name of an object of the model by its address, of a channel by what it
// is as a pointer; or nothing.
func (n *names) nameOf(object unsafe.Pointer) string {
	return n.objects[object].seenBy(scheduler.Clock)
}

// seenBy returns the name of a place for the reader of what belongs to a goroutine: the
// variables of the others are named with them.
func (p placeName) seenBy(by int) string {
	if p.by == scheduler.Clock || p.by == 0 || p.by == by {
		return p.path
	}
	return fmt.Sprintf("%s of g%d", p.path, p.by)
}

// walk names a value and what it leads to.
func (n *names) walk(path string, v reflect.Value, hops int, behind bool) {
	if n.left--; n.left < 0 {
		return
	}
	if v.CanAddr() && v.Type().Size() > 0 {
		if at := (place{unsafe.Pointer(v.UnsafeAddr()), v.Type()}); n.places[at].path == "" {
			n.places[at] = placeName{path, n.by, behind}
		} else if behind && n.places[at].path != path {
			return // it has a name, and what it leads to has one
		}
	}
	switch v.Kind() {
	case reflect.Chan:
		n.object(path, v.UnsafePointer())
	case reflect.Pointer:
		if hops > 0 && !v.IsNil() {
			n.walk(path, v.Elem(), hops-1, true)
		}
	case reflect.Interface:
		if hops > 0 && !v.IsNil() {
			n.walk(path, v.Elem(), hops, behind)
		}
	case reflect.Struct:
		n.fields(path, v, hops, behind)
	case reflect.Array, reflect.Slice:
		if !leads(v.Type().Elem()) && v.Len() > maxElements {
			return
		}
		for i := range min(v.Len(), maxElements) {
			n.walk(fmt.Sprintf("%s[%d]", path, i), v.Index(i), hops, behind)
		}
	case reflect.Map:
		if hops > 0 && leads(v.Type().Elem()) {
			for _, e := range sorted(v, maxElements) {
				n.walk(path+"["+e.name+"]", e.value, hops, behind)
			}
		}
	}
}

func (n *names) fields(path string, v reflect.Value, hops int, behind bool) {
	models := isModel(v.Type())
	if models && v.CanAddr() {
		n.object(path, unsafe.Pointer(v.UnsafeAddr()))
	}
	for i := range v.NumField() {
		switch field := v.Type().Field(i); {
		case field.Name == "_":
		case models && (field.Anonymous || !field.IsExported()):
			n.walk(path, v.Field(i), 0, behind)
		default:
			n.walk(path+"."+field.Name, v.Field(i), hops, behind)
		}
	}
}

func (n *names) object(path string, at unsafe.Pointer) {
	if at != nil && n.objects[at].path == "" {
		n.objects[at] = placeName{path: path, by: n.by}
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
	return t.Kind() == reflect.Struct && (t.PkgPath() == ownPath || t.PkgPath() == testingPath)
}

// The packages with models.
var (
	ownPath     = reflect.TypeFor[names]().PkgPath()
	testingPath = strings.TrimSuffix(ownPath, "model") + "testing"
)

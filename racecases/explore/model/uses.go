package model

import (
	"reflect"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The functions here declare what a step uses, for the reductions of package scheduler.
// A step that is not declared conflicts with every other.

func adding(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Adds, Object: object}
}

// Changing declares a step that writes to an object.
func Changing(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Writes, Object: object}
}

func looking(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Reads, Object: object}
}

// accessing returns what an access to a variable uses: its bytes, or all variables if it
// may lead further, as a path through a pointer does, or is not known. A use of all
// variables conflicts with those of single ones, of which one at least writes.
func (w *modelState) accessing(op string, to unsafe.Pointer, typed any) []scheduler.Touch {
	if !w.Tracks() {
		return nil
	}
	t := pointee(typed)
	written, read := unsafe.Pointer(&w.memory.written), unsafe.Pointer(&w.memory.read)
	switch exact := to != nil && t != nil; {
	case op == loads, op == reads && exact && endsAt(t):
		return []scheduler.Touch{looking(read), {How: scheduler.Reads, Object: to, Size: t.Size()}}
	case op == atomics, op == writes && exact && t.Kind() != reflect.Map:
		return []scheduler.Touch{adding(written), {How: scheduler.Writes, Object: to, Size: t.Size()}}
	case op == reads:
		return []scheduler.Touch{looking(written)}
	}
	return []scheduler.Touch{Changing(written), Changing(read)}
}

// pointee returns the type of what a pointer leads to, or nil for no pointer. Points pass the
// pointer, because they are compiled into the program's package: there the detector would
// follow the calls that find the type, which only some runs ask for.
func pointee(typed any) reflect.Type {
	if typed == nil {
		return nil
	}
	return reflect.TypeOf(typed).Elem()
}

// endsAt reports whether a path that begins at a variable of a type ends inside of it.
func endsAt(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return endsAt(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if !endsAt(t.Field(i).Type) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.UnsafePointer, reflect.Slice, reflect.Map, reflect.Interface:
		return false
	}
	return true
}

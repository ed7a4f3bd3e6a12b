package model

import (
	"reflect"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// A standing is an access that is the next step of a goroutine, in a run that is played.
type standing struct {
	op   string
	to   unsafe.Pointer // the variable, or what is passed where the access is; nil: not known
	t    reflect.Type
	path func() any // returns a pointer to the part of it that is used; nil: all of it
}

// stands notes that the running goroutine is about to access a variable.
func (w *modelState) stands(op string, to unsafe.Pointer, t reflect.Type) {
	if o := w.objects; o != nil {
		o.standing[w.ID()] = standing{op, to, t, o.path}
		o.path = nil
	}
}

// accessed notes that it has.
func (w *modelState) accessed() {
	if w.objects != nil {
		delete(w.objects.standing, w.ID())
	}
}

// leadsTo notes which part of a variable the next access of the running goroutine uses.
func (w *modelState) leadsTo(path func() any) {
	if w.objects != nil {
		w.objects.path = path
	}
}

// what returns whether an access reads or writes, and whether it is atomic.
func (s standing) what() (op string, atomic bool) {
	switch s.op {
	case lends:
		return reads, false
	case loads:
		return reads, true
	case atomics:
		return writes, true
	}
	return s.op, false
}

// used returns the memory that is accessed. A path that leads nowhere is none.
func (s standing) used() (to unsafe.Pointer, t reflect.Type) {
	if s.path == nil {
		return s.to, s.t
	}
	defer func() {
		if recover() != nil {
			to, t = nil, nil
		}
	}()
	v := reflect.ValueOf(s.path())
	return v.UnsafePointer(), v.Type().Elem()
}

// race lists the accesses that are next of which two conflict: whichever comes first, nothing
// orders them.
func (x *inspection) race(goroutines []scheduler.GoroutineState) (list []scheduler.RacingAccess) {
	for _, g := range goroutines {
		s, ok := x.objects.standing[g.ID]
		if !ok || !x.conflicts(g.ID, s) {
			continue
		}
		op, atomic := s.what()
		if atomic {
			op = "atomic " + op
		}
		to, t := s.used()
		list = append(list, scheduler.RacingAccess{
			Goroutine: g.ID, Op: op, Variable: x.names.places[place{to, t}].seenBy(scheduler.Clock), Where: g.Where, Created: g.Created,
		})
	}
	return list
}

// conflicts reports whether an access is next to one of another goroutine that conflicts.
func (x *inspection) conflicts(by int, s standing) bool {
	for other, o := range x.objects.standing {
		if other != by && s.conflictsWith(o) {
			return true
		}
	}
	return false
}

// conflictsWith reports whether two accesses use the same memory, one at least writes, and
// they are not both atomic.
func (s standing) conflictsWith(o standing) bool {
	op, atomic := s.what()
	other, otherAtomic := o.what()
	if op != writes && other != writes || atomic && otherAtomic {
		return false
	}
	a, t := s.used()
	b, u := o.used()
	if a == nil || b == nil {
		return false
	}
	return uintptr(a) < uintptr(b)+size(u) && uintptr(b) < uintptr(a)+size(t)
}

func size(t reflect.Type) uintptr {
	if t == nil {
		return 1
	}
	return max(t.Size(), 1)
}

package model

import (
	"cmp"
	"reflect"
	"slices"
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
func (w *modelState) stands(op string, to unsafe.Pointer, typed any) {
	if o := w.objects; o != nil {
		o.standing[w.ID()] = standing{op, to, pointee(typed), o.path}
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

// A span is memory that is accessed.
type span struct {
	at   unsafe.Pointer
	t    reflect.Type // nil: not known
	size uintptr
}

func spanOf(p unsafe.Pointer, t reflect.Type) span {
	s := span{p, t, 1}
	if t != nil {
		s.size = max(t.Size(), 1)
	}
	return s
}

func (a span) overlaps(b span) bool {
	return uintptr(a.at) < uintptr(b.at)+b.size && uintptr(b.at) < uintptr(a.at)+a.size
}

// uses returns the memory that is accessed: what the path leads to, and if that is elsewhere the
// variable where it begins, which is read on the way. A path that leads nowhere is none.
func (s standing) uses() (list []span) {
	if s.path != nil {
		list = append(list, s.follow()...)
	}
	if s.to == nil {
		return list
	}
	if begin := spanOf(s.to, s.t); len(list) == 0 || !list[0].overlaps(begin) {
		list = append(list, begin)
	}
	return list
}

// follow follows the path. It may come to a pointer that is nil, or to an index out of range.
func (s standing) follow() (list []span) {
	defer func() { _ = recover() }()
	v := reflect.ValueOf(s.path())
	return []span{spanOf(v.UnsafePointer(), v.Type().Elem())}
}

// race lists the accesses that are next of which two conflict: whichever comes first, nothing
// orders them.
func (x *inspection) race(goroutines []scheduler.GoroutineState) (list []scheduler.RacingAccess) {
	for _, g := range goroutines {
		s, ok := x.objects.standing[g.ID]
		if !ok {
			continue
		}
		at, conflicts := x.conflict(g.ID, s)
		if !conflicts {
			continue
		}
		op, atomic := s.what()
		if atomic {
			op = "atomic " + op
		}
		name := x.Place(at.at, at.t).SeenBy(scheduler.Clock)
		list = append(list, scheduler.RacingAccess{Goroutine: g.ID, Op: op, Variable: name, Where: g.Where, Created: g.Created})
	}
	if len(list) == 2 { // both know the variable if one does
		list[0].Variable = cmp.Or(list[0].Variable, list[1].Variable)
		list[1].Variable = list[0].Variable
	}
	return list
}

// conflict returns what an access uses that the next one of another goroutine uses too, such that
// one at least writes and they are not both atomic.
func (x *inspection) conflict(by int, s standing) (at span, conflicts bool) {
	op, atomic := s.what()
	for _, at := range s.uses() {
		for other, o := range x.objects.standing {
			otherOp, otherAtomic := o.what()
			if other == by || op != writes && otherOp != writes || atomic && otherAtomic {
				continue
			}
			if slices.ContainsFunc(o.uses(), at.overlaps) {
				return at, true
			}
		}
	}
	return span{}, false
}

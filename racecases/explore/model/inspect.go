package model

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// An inspection puts a run into words for a player.
type inspection struct {
	*modelState
	*view
	named map[unsafe.Pointer]string // the objects
}

// look returns an inspection of the run as it is, with its goroutines.
func (w *modelState) look(goroutines []scheduler.GoroutineState) *inspection {
	x := &inspection{modelState: w, view: w.view(goroutines), named: map[unsafe.Pointer]string{}}
	counts := map[string]int{}
	for _, o := range w.objects.list {
		kind := kindOf(o)
		counts[kind]++
		x.named[o.address()] = cmp.Or(x.nameOf(o), fmt.Sprintf("%s %d", kind, counts[kind]))
	}
	return x
}

// nameOf returns the name of an object by the variable that holds it, or nothing.
func (x *inspection) nameOf(o object) string {
	p := x.placeOf(o)
	if _, ok := o.(*alarm); ok {
		p.path = strings.TrimSuffix(p.path, ".C")
	}
	return p.seenBy(scheduler.Clock)
}

// placeAt returns how the object is reached that a goroutine stands at.
func (x *inspection) placeAt(at scheduler.Stand) placeName {
	for _, o := range x.objects.list {
		if o.address() == at.Object {
			return x.placeOf(o)
		}
	}
	return placeName{}
}

// placeOf returns how an object is reached from a variable.
func (x *inspection) placeOf(o object) placeName {
	p := x.names.objects[o.address()]
	if o, ok := o.(*atomicObject); ok && p.path == "" {
		p = x.names.places[place{o.p, o.t}]
	}
	return p
}

// tells reports whether the state of an object tells something. What is inside of a package
// whose variables are not watched, or that no variable in scope leads to, does not, but where
// a goroutine holds it or waits for it and there is no better name.
func (x *inspection) tells(o object, s scheduler.ObjectState) bool {
	p := x.placeOf(o)
	return !p.hidden && (p.path != "" || len(s.Holders)+len(s.Waiters) > 0 || len(x.begins) == 0)
}

// inspect completes the state that a play ends in. Nothing of the run goes on after it.
func (w *modelState) inspect(s *scheduler.State, stands []scheduler.Stand) {
	x := w.look(s.Goroutines)
	s.Variables, s.Race = x.states(), x.race(s.Goroutines)
	waiters := map[unsafe.Pointer][]int{}
	for i := range s.Goroutines {
		g := &s.Goroutines[i]
		if g.Op == "" {
			continue // it has ended or failed
		}
		g.Op, g.Stores = x.called(x.operation(g, stands[i]), g, stands[i]), x.stored(g.ID)
		if g.Status == scheduler.Waits {
			at := x.wait(g, stands[i])
			for _, p := range at {
				waiters[p] = append(waiters[p], g.ID)
			}
			if p := x.placeAt(stands[i]); p.hidden {
				g.For = x.library(p)
			}
		}
	}
	for _, o := range w.objects.list {
		state := o.look(x)
		state.Kind, state.Name, state.Waiters = kindOf(o), x.named[o.address()], waiters[o.address()]
		if x.tells(o, state) {
			s.Objects = append(s.Objects, state)
		}
	}
}

// kindOf returns the kind of an object. It is the name of one that no variable leads to.
func kindOf(o object) string {
	switch o.(type) {
	case *Mutex:
		return "mutex"
	case *RWMutex:
		return "rwmutex"
	case *WaitGroup:
		return "waitgroup"
	case *Cond:
		return "cond"
	case *Once:
		return "once"
	case *Pool:
		return "pool"
	case *Map:
		return "syncmap"
	case *channelObject:
		return "channel"
	case *alarm:
		return "timer"
	case *cancelCtx:
		return "context"
	}
	return "atomic"
}

// name returns the name of an object for the reader of what belongs to a goroutine.
func (x *inspection) name(at unsafe.Pointer, by int) string {
	return strings.TrimSuffix(x.named[at], " of "+scheduler.GoroutineName(by))
}

// format returns the text of a value.
func (x *inspection) format(v reflect.Value) string {
	f := formatter{names: &x.names, by: scheduler.Clock}
	return f.text(v)
}

// element is format, of what a channel carries. There is always something to show.
func (x *inspection) element(v reflect.Value) string {
	if v.Kind() == reflect.Struct && v.NumField() == 0 {
		return "{}"
	}
	return cmp.Or(x.format(v), cut)
}

func (x *inspection) text(v any) string { return x.format(reflect.ValueOf(v)) }

// goroutineNames lists goroutines: "g1 and g2", "g1, g2 and g3".
func goroutineNames(ids []int) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = scheduler.GoroutineName(id)
	}
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

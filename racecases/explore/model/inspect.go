package model

import (
	"cmp"
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

// An inspection puts a run into words for a player.
type inspection struct {
	*modelState
	*variables.View
	named map[unsafe.Pointer]string // the objects
}

// look returns an inspection of the run as it is, with its goroutines.
func (w *modelState) look(goroutines []scheduler.GoroutineState) *inspection {
	x := &inspection{modelState: w, View: w.watch.View(goroutines, aside), named: map[unsafe.Pointer]string{}}
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
		p.Path = strings.TrimSuffix(p.Path, ".C")
	}
	return p.SeenBy(scheduler.Clock)
}

// placeAt returns how the object is reached that a goroutine stands at.
func (x *inspection) placeAt(at scheduler.Stand) variables.Name {
	for _, o := range x.objects.list {
		if o.address() == at.Object {
			return x.placeOf(o)
		}
	}
	return variables.Name{}
}

// placeOf returns how an object is reached from a variable.
func (x *inspection) placeOf(o object) variables.Name {
	p := x.Object(o.address())
	if o, ok := o.(*atomicObject); ok && p.Path == "" {
		p = x.Place(o.p, o.t)
		if plain, is := o.plain(); is && p.Path == "" {
			p = x.Place(o.p, plain)
		}
	}
	return p
}

// tells reports whether the state of an object tells something. What is inside of a package
// whose variables are not watched, or that no variable in scope leads to, does not, but where
// a goroutine holds it or waits for it and there is no better name.
func (x *inspection) tells(o object, s scheduler.ObjectState) bool {
	p := x.placeOf(o)
	return !p.Hidden && (p.Path != "" || len(s.Holders)+len(s.Waiters) > 0 || x.Empty())
}

// inspect completes the state that a play ends in. Nothing of the run goes on after it.
func (w *modelState) inspect(s *scheduler.State, stands []scheduler.Stand) {
	x := w.look(s.Goroutines)
	s.Variables, s.Race = x.Variables(), x.race(s.Goroutines)
	waiters := map[unsafe.Pointer][]int{}
	for i := range s.Goroutines {
		g := &s.Goroutines[i]
		if g.Op == "" {
			continue // it has ended or failed
		}
		g.Op, g.Stores = x.called(x.operation(g, stands[i]), g, stands[i]), x.Stored(g.ID)
		if g.Status == scheduler.Waits {
			at := x.wait(g, stands[i])
			for _, p := range at {
				waiters[p] = append(waiters[p], g.ID)
			}
			if p := x.placeAt(stands[i]); p.Hidden {
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

// element returns the text of what a channel carries. There is always something to show.
func (x *inspection) element(v reflect.Value) string {
	if v.Kind() == reflect.Struct && v.NumField() == 0 {
		return "{}"
	}
	return cmp.Or(x.Text(v), "…")
}

func (x *inspection) text(v any) string { return x.Text(reflect.ValueOf(v)) }

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

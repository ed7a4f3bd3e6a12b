package model

import (
	"reflect"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// An object is a lock, a channel or another object of the model that a player can look at.
type object interface {
	address() unsafe.Pointer
	look(x *inspection) scheduler.ObjectState // what it holds
}

// objects are those that a run which is played has used, in the order of first use. In all
// other runs there are none.
type objects struct {
	list    []object
	known   map[unsafe.Pointer]bool
	readers map[*RWMutex][]int // the goroutines inside, which the lock only counts

	standing map[int]standing // by the goroutine
	path     func() any       // of the next access
}

func newObjects() *objects {
	return &objects{known: map[unsafe.Pointer]bool{}, readers: map[*RWMutex][]int{}, standing: map[int]standing{}}
}

// waitAt is the point before an operation on an object of the model, as sync.Mutex.Lock.
func waitAt(x object, op string, guard scheduler.Guard, use scheduler.Touch) *modelState {
	w := here()
	if w.objects != nil {
		w.uses(x, op[strings.LastIndexByte(op, '.')+1:])
	}
	w.WaitOn(op, guard, use)
	return w
}

// uses notes that the next operation of the running goroutine is one of an object. Those
// that only the initialisation of packages uses are not shown.
func (w *modelState) uses(x object, op string) {
	if w.objects != nil {
		w.objects.note(w, x, op)
	}
}

func (o *objects) note(w *modelState, x object, op string) {
	w.About(x.address(), op)
	o.add(w, x)
}

func (o *objects) add(w *modelState, x object) {
	if at := x.address(); !w.starting && at != nil && !o.known[at] {
		o.known[at] = true
		o.list = append(o.list, x)
	}
}

// usesAtomic is uses of a variable that has no type of the model.
func (w *modelState) usesAtomic(p unsafe.Pointer, typed any, op string) {
	if w.objects != nil {
		w.objects.note(w, &atomicObject{p, pointee(typed)}, op)
	}
}

// usesCases is uses of the channels of a communication.
func (w *modelState) usesCases(cases []Case) {
	if w.objects == nil {
		return
	}
	for _, x := range cases {
		if id := x.end().id; id != nil {
			w.objects.add(w, &channelObject{id, x.elem()})
		}
	}
}

// usesChannel is uses of a channel by itself.
func (w *modelState) usesChannel(id unsafe.Pointer, elem reflect.Type, op string) {
	if w.objects != nil {
		w.objects.note(w, &channelObject{id, elem}, op)
	}
}

// enters notes a reader of a lock, and leaves that one has left. Any goroutine may unlock.
func (w *modelState) enters(m *RWMutex) {
	if w.objects != nil {
		w.objects.readers[m] = append(w.objects.readers[m], w.ID())
	}
}

func (w *modelState) leaves(m *RWMutex) {
	if w.objects == nil {
		return
	}
	inside := w.objects.readers[m]
	for i, id := range inside {
		if id == w.ID() || i == len(inside)-1 {
			w.objects.readers[m] = append(inside[:i:i], inside[i+1:]...)
			return
		}
	}
}

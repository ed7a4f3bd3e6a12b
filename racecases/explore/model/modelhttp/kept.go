package modelhttp

import (
	"sync"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A kept is what net/http keeps in a map behind a mutex: the connections of a server. Here
// they are in the order in which they came, and what adds or removes one does not order
// others that do: where it would, it would hide races between handlers.
type kept struct {
	by   *sync.Mutex
	what any
	next *kept
}

// A keptList is what is kept in a run.
type keptList struct{ first *kept }

// Keep adds or removes something that belongs to a mutex.
func Keep(by *sync.Mutex, what any, add bool) {
	w := model.Running()
	if w.Over() {
		return
	}
	w.Touch(scheduler.Adds, unsafe.Pointer(by))
	race.ReleaseMerge(unsafe.Pointer(by))
	place := &model.Of[keptList]().first
	for *place != nil && (add || (*place).by != by || (*place).what != what) {
		place = &(*place).next
	}
	switch {
	case add:
		*place = &kept{by: by, what: what}
	case *place != nil:
		*place = (*place).next
	}
}

// Kept returns what belongs to a mutex.
func Kept(by *sync.Mutex) (list []any) {
	w := model.Running()
	if w.Over() {
		return nil
	}
	w.Touch(scheduler.Writes, unsafe.Pointer(by))
	race.Acquire(unsafe.Pointer(by))
	for x := model.Of[keptList]().first; x != nil; x = x.next {
		if x.by == by {
			list = append(list, x.what)
		}
	}
	return list
}

package model

import (
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// What a step uses, as the reductions of package scheduler want to know. A step that
// does not say is taken to touch anything.

func adding(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Adds, Object: object}
}

func changing(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Writes, Object: object}
}

func looking(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Reads, Object: object}
}

// accessing returns what an access uses. All variables count as one: two paths may
// lead to the same one, by an address and by that of a field. An atomic one commutes
// with another one of another variable, but not with one that is not atomic.
func (w *world) accessing(op string, to unsafe.Pointer) []scheduler.Touch {
	if !w.Tracks() {
		return nil
	}
	memory := unsafe.Pointer(&w.memory)
	switch op {
	case reads:
		return []scheduler.Touch{looking(memory)}
	case atomics:
		return []scheduler.Touch{adding(memory), changing(to)}
	}
	return []scheduler.Touch{changing(memory)}
}

// touches returns what a communication uses: the channels of all its cases.
func (c *comm) touches() []scheduler.Touch {
	if !c.w.Tracks() {
		return nil
	}
	var all []scheduler.Touch
	for _, x := range c.cases {
		if id := x.end().id; id != nil {
			all = append(all, changing(id))
		}
	}
	return all
}

// arrives tells that a partner may find this one now.
func (c *comm) arrives() {
	for _, t := range c.touches() {
		c.w.Touch(scheduler.Adds, t.Object)
	}
}

// taken tells that nobody else will find this one any more.
func (c *comm) taken() {
	for _, t := range c.touches() {
		c.w.Touch(t.How, t.Object)
	}
}

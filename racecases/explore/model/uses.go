package model

import (
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The functions here declare what a step uses, for the reductions of package scheduler.
// A step that is not declared conflicts with every other.

func adding(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Adds, Object: object}
}

func changing(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Writes, Object: object}
}

func looking(object unsafe.Pointer) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Reads, Object: object}
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

// declare declares that the running step changes which partners can find this comm.
func (c *comm) declare(how scheduler.Access) {
	for _, t := range c.touches() {
		c.w.Touch(how, t.Object)
	}
}

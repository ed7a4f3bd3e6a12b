package sched

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// raced ends the schedule if the race detector has reported something since it began.
func (r *Run) raced() bool {
	if !race.Enabled || r.over || race.Errors() == r.races {
		return false
	}
	r.over, r.failure = true, &Failure{Kind: Race, Message: "two accesses that nothing orders"}
	return true
}

// reappear ends the hiding of who has run a schedule, behind all that happened in it.
func (p *pool) reappear() {
	race.Show()
	race.Acquire(unsafe.Pointer(&p.edge))
}

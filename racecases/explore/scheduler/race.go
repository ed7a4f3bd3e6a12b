package scheduler

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// raced ends the schedule if the race detector has reported something since it began.
func (r *Run) raced() bool {
	if !race.Enabled || r.over || race.Errors() == r.races {
		return false
	}
	r.over, r.failure = true, &Failure{
		Kind: Race, Message: "a data race, two accesses that nothing orders",
		Races: []RacingAccess{{Goroutine: r.cur.id}},
	}
	return true
}

// reappear ends the hiding of who has run a schedule, behind all that happened in it.
func (p *pool) reappear() {
	race.Show()
	race.Acquire(unsafe.Pointer(&p.edge))
}

// shown calls f, which formats text, where the detector is hidden from. Package fmt
// hands its buffers on in a sync.Pool: if that is hidden as well, the detector takes
// them for shared and reports a race inside of fmt.
func shown(f func()) {
	race.Show()
	defer race.Hide()
	f()
}

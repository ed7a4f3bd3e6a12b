package scheduler

import (
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// An idleGuard opens when no other goroutine is runnable, those behind such a guard
// excepted, and no timer is due.
type idleGuard struct {
	r *Run
	g *goroutine
}

func (a idleGuard) Ready() bool {
	if a.r.clock.isDue() {
		return false
	}
	for _, g := range a.r.live {
		if _, waits := g.guard.(idleGuard); g != a.g && !waits && g.ready() {
			return false
		}
	}
	return true
}

// WaitAlone parks the running goroutine until no other one is runnable.
func (r *Run) WaitAlone(op string) {
	r.Wait(op, idleGuard{r, r.current})
	r.clock.quiescences++
	race.Acquire(unsafe.Pointer(&r.clock.edge))
}

// orderBeforeQuiet orders what the running goroutine did before what comes after the next
// WaitAlone, as synctest.Wait does.
func (r *Run) orderBeforeQuiet() {
	if r.clock.exact {
		race.ReleaseMerge(unsafe.Pointer(&r.clock.edge))
	}
}

// Quiet returns how often the run was certainly quiescent, with no other goroutine
// runnable: a goroutine that had called Wait before has arrived where it waits since.
func (r *Run) Quiet() int { return r.clock.quiescences }

// A sleepGuard opens when its timer fires.
type sleepGuard struct{ over bool }

func (s *sleepGuard) Ready() bool { return s.over }

// Sleep parks the running goroutine until some virtual time has passed.
func (r *Run) Sleep(d time.Duration) {
	if d <= 0 {
		r.WaitOn("sleep", nil)
		return
	}
	s := new(sleepGuard)
	r.NewTimer(d, func() {
		r.Use(Touch{How: Releases, Object: unsafe.Pointer(s)})
		s.over = true
	}, nil)
	r.WaitOn("sleep", s, Touch{How: Writes, Object: unsafe.Pointer(s)})
	r.Looked()
}

package scheduler

import (
	"fmt"
	"strings"
)

// A HeldGuard is a gate that one goroutine keeps closed.
type HeldGuard interface {
	Guard
	Holder() int // while it is closed
}

// A knot is a circle of goroutines, each of which waits for what the next one holds.
type knot struct {
	circle []*goroutine
	since  int // step
}

// lasting is how many steps a knot is watched for before it counts as a deadlock,
// while others go on. In Go anybody may unlock a mutex, not only who has locked it.
const lasting = 1000

// tie looks whether a goroutine that comes to a closed gate closes a circle.
func (r *Run) tie(g *goroutine) {
	if r.knot.circle == nil {
		r.knot = knot{circleOf(r.live, g), r.steps}
	}
}

// circleOf follows who waits for whom, and returns the way if it leads back to g.
func circleOf(live []*goroutine, g *goroutine) []*goroutine {
	var way []*goroutine
	for at := g; at != nil && len(way) <= len(live); {
		held, ok := at.gate.(HeldGuard)
		if !ok || held.Ready() {
			return nil
		}
		way = append(way, at)
		if at = numbered(live, held.Holder()); at == g {
			return way
		}
	}
	return nil
}

func numbered(live []*goroutine, id int) *goroutine {
	for _, g := range live {
		if g.id == id {
			return g
		}
	}
	return nil
}

// knotted reports whether some wait for each other, and have done so for long.
func (r *Run) knotted() *Failure {
	if r.knot.circle == nil || r.steps < r.knot.since+lasting {
		return nil
	}
	circle := circleOf(r.live, r.knot.circle[0])
	r.knot.circle = nil
	if circle == nil {
		return nil
	}
	var f *Failure
	shown(func() { f = knottedIn(circle) })
	return f
}

func knottedIn(circle []*goroutine) *Failure {
	var names []string
	for _, g := range append(circle, circle[0]) {
		names = append(names, fmt.Sprint(g.id))
	}
	return &Failure{
		Kind:    Deadlock,
		Message: fmt.Sprintf("goroutines wait for each other, %s, while others go on", strings.Join(names, " for ")),
		Waits:   waitsOf(circle),
	}
}

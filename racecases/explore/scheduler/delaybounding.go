package scheduler

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A delayBounding runs all schedules with few delays, level by level. Each level is in
// random order: plain depth-first search would change the last decisions first and the
// early ones last.
type delayBounding struct {
	replay
	random   *rand.Rand
	bound    int
	levels   []level
	at       int   // the schedule that runs, on the last level
	deeper   level // what the runs of this level leave for the next one
	full     bool  // there is no room for more
	extra    int   // schedules that were tried after the first failure
	schedule Schedule
}

// A level holds the schedules with one number of delays, each as its last delay and
// the number of the schedule on the level below that has the others.
type level []node

type node struct {
	parent, point, alternative int32
	hash                       uint32 // the fingerprint that the run must have before the point
}

// maxLevel bounds a level, and with it the memory that a search takes.
const maxLevel = 4 << 20

// maxExtra is how many more schedules of its level a first failure is compared with,
// for one with fewer steps.
const maxExtra = 200

func newDelayBounding(seed uint64, bound int) *delayBounding {
	return &delayBounding{
		random: rand.New(rand.NewPCG(seed, 0)), bound: bound,
		levels: []level{{node{parent: -1}}}, at: -1,
	}
}

func (d *delayBounding) next(a *Answer) bool {
	failing := a.Verdict == Fails
	if failing {
		d.extra++
	}
	if d.at++; d.at == len(d.level()) && (failing || !d.descend(a)) || d.extra > maxExtra {
		return false
	}
	d.schedule = d.schedule[:0]
	for delays, i := d.delays(), d.at; delays > 0; delays-- {
		n := d.levels[delays][i]
		d.schedule = append(d.schedule, Delay{int(n.point), int(n.alternative)})
		i = int(n.parent)
	}
	slices.Reverse(d.schedule)
	d.replay = replay{
		plan: d.schedule, hash: 1, expected: d.level()[d.at].hash,
		collects: d.delays() < d.bound && !failing, points: d.points[:0],
	}
	return true
}

func (d *delayBounding) delays() int  { return len(d.levels) - 1 }
func (d *delayBounding) level() level { return d.levels[d.delays()] }

// descend goes to the next level and reports whether there is one.
func (d *delayBounding) descend(a *Answer) bool {
	a.Delays = d.delays()
	switch {
	case d.full:
		a.Verdict, a.Why = Stopped, fmt.Sprintf("there are more than %d schedules with %d delays", maxLevel, d.delays()+1)
		return false
	case d.delays() == d.bound || len(d.deeper) == 0:
		a.Verdict = Exhausted
		return false
	}
	d.levels, d.deeper, d.at = append(d.levels, d.deeper), nil, 0
	here := d.level()
	d.random.Shuffle(len(here), func(i, j int) { here[i], here[j] = here[j], here[i] })
	return true
}

// backtrack adds the schedules that differ from a run in one decision after its last
// delay.
func (d *delayBounding) backtrack(r *Run) {
	first := r.point - len(d.points)
	for i, p := range d.points {
		for a := range p.arity - 1 {
			if len(d.deeper) == maxLevel {
				d.full = true
				return
			}
			d.deeper = append(d.deeper, node{int32(d.at), int32(first + i), int32(a + 1), p.hash})
		}
	}
}

func (d *delayBounding) progress() string {
	return fmt.Sprintf(", at %d of %d schedules with %d delays", d.at, len(d.level()), d.delays())
}

package scheduler

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// A delayBounding runs all schedules with few delays, level by level. Each level is in
// random order: plain depth-first search would change the last decisions first and the
// early ones last. Values that are drawn at no delay make more schedules of the same level:
// these are appended to it as they are found, the fewest unusual values first.
type delayBounding struct {
	replay
	random   *rand.Rand
	bound    int
	levels   []level
	at       int   // the schedule that runs, on the last level
	deeper   level // what the runs of this level leave for the next one
	offered  int   // schedules that there are for the next level
	values   int   // schedules of this level that were appended to it
	partial  bool  // the last level is a sample
	room     int   // for the schedules on all levels
	again    bool  // the last schedule has not shown all that comes after it
	extra    int   // schedules that were tried after the first failure
	schedule Schedule

	// fits, unless nil, reports whether a level with so many schedules is to be tried.
	fits     func(schedules int) bool
	tooLarge bool // it was not
}

// A level holds the schedules with one number of delays, each as its last delay and
// the number of the schedule on the level below that has the others; or as its last value, and
// the number of the one on its own level.
type level []node

type node struct {
	parent, point, alternative int32
	hash                       uint32 // the fingerprint that the run must have before the point
	value                      bool   // of a draw that costs no delay
}

// maxNodes bounds the schedules that are listed on all levels, and with that the memory
// that a search takes. A level that has no room is drawn from.
const maxNodes = 4 << 20

// maxExtra is how many more schedules of its level a first failure is compared with,
// for one with fewer steps.
const maxExtra = 200

func newDelayBounding(seed uint64, bound int) *delayBounding {
	return &delayBounding{
		random: rand.New(rand.NewPCG(seed, 0)), bound: bound,
		levels: []level{{node{parent: -1}}}, at: -1, room: maxNodes,
	}
}

func (d *delayBounding) next(a *Answer) bool {
	failing := a.Verdict == Fails
	if failing {
		d.extra++
	}
	if d.again && !failing {
		d.again = false
		d.at--
	}
	if d.at++; d.at == len(d.level()) && (failing || !d.descend(a)) || d.extra > maxExtra {
		return false
	}
	d.schedule = d.schedule[:0]
	delays := d.delays()
	for n := d.levels[delays][d.at]; n.parent >= 0; n = d.levels[delays][n.parent] {
		d.schedule = append(d.schedule, Delay{int(n.point), int(n.alternative)})
		if !n.value {
			delays--
		}
	}
	slices.Reverse(d.schedule)
	d.replay = replay{
		plan: d.schedule, hash: 1, expected: d.level()[d.at].hash,
		collects: d.delays() < d.bound && !failing, points: d.points[:0], draws: d.draws[:0],
	}
	return true
}

func (d *delayBounding) delays() int  { return len(d.levels) - 1 }
func (d *delayBounding) level() level { return d.levels[d.delays()] }

// descend goes to the next level and reports whether there is one.
func (d *delayBounding) descend(a *Answer) bool {
	if d.partial {
		a.Verdict, a.Why = Stopped, fmt.Sprintf("%d of the schedules with %s were drawn", len(d.level()), ofDelays(d.delays()))
		return false
	}
	a.Delays = d.delays()
	switch {
	case d.delays() == d.bound || d.offered == 0:
		a.Verdict = Exhausted
		return false
	case len(d.deeper) == 0:
		a.Verdict, a.Why = Stopped, fmt.Sprintf("there is no room for a list of %d schedules with %s", d.offered, ofDelays(d.delays()+1))
		return false
	case d.fits != nil && !d.fits(d.estimate()):
		a.Verdict, a.Why = Stopped, fmt.Sprintf("there are %d schedules with %s", d.estimate(), ofDelays(d.delays()+1))
		d.at, d.tooLarge = d.at-1, true // the end of the level, should the search go on
		return false
	}
	d.partial = d.offered > len(d.deeper)
	d.levels, d.deeper, d.offered, d.at, d.values = append(d.levels, d.deeper), nil, 0, 0, 0
	here := d.level()
	d.random.Shuffle(len(here), func(i, j int) { here[i], here[j] = here[j], here[i] })
	return true
}

// estimate is how many schedules the next level has, if values have the same part in it as in
// this one.
func (d *delayBounding) estimate() int {
	here := len(d.level())
	return d.offered * here / (here - d.values)
}

// backtrack adds the schedules that differ from a run in one decision after its last
// delay. A race ends a run, but the detector reports it only once: if the same schedule runs
// again it goes on after the race.
func (d *delayBounding) backtrack(r *Run) {
	if d.again = r.failure != nil && r.failure.Kind == Race; d.again {
		return
	}
	room := d.room
	for _, l := range d.levels {
		room -= len(l)
	}
	first := r.point - len(d.points)
	for i, p := range d.points {
		for a := range p.arity - 1 {
			d.offer(node{int32(d.at), int32(first + i), int32(a + 1), p.hash, false}, room)
		}
	}
	here := &d.levels[d.delays()]
	for _, p := range d.draws {
		for a := range p.arity - 1 {
			if len(d.deeper) >= room {
				d.partial = true
				return
			}
			*here = append(*here, node{int32(d.at), int32(p.number), int32(a + 1), p.hash, true})
			d.values, room = d.values+1, room-1
		}
	}
}

// offer adds a schedule to the next level. Where there is no room it takes the place of
// another one, such that the level becomes a uniform sample (Vitter's reservoir).
func (d *delayBounding) offer(n node, room int) {
	d.offered++
	if len(d.deeper) < room {
		d.deeper = append(d.deeper, n)
	} else if i := d.random.IntN(d.offered); i < room {
		d.deeper[i] = n
	}
}

func (d *delayBounding) progress() string {
	return fmt.Sprintf(", at %d of %d schedules with %s", d.at, len(d.level()), ofDelays(d.delays()))
}

func ofDelays(n int) string {
	if n == 1 {
		return "1 delay"
	}
	return fmt.Sprintf("%d delays", n)
}

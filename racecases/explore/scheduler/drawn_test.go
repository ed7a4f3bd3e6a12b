package scheduler_test

import (
	"fmt"
	"math/rand/v2"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// drawn draws a program: two goroutines, or three shorter ones, that load, store and
// add, lock, try to lock, wait for each other, fail and take choices.
func drawn(seed uint64) probe { return drawnOf(seed, false) }

// drawnOf is drawn; its objects may be known from the start.
func drawnOf(seed uint64, known bool) probe {
	random := rand.New(rand.NewPCG(seed, 1))
	goroutines, length := 2, 4
	if seed%3 == 0 {
		goroutines, length = 3, 2
	}
	scripts := make([][]int, goroutines)
	for g := range scripts {
		for range 1 + random.IntN(length) {
			scripts[g] = append(scripts[g], random.IntN(len(ops)*2))
		}
	}
	var s *state
	return probe{
		program: func(r *scheduler.Run) {
			s = newState(r, goroutines)
			if known {
				s.show()
			}
			all := &group{r: r}
			for g, script := range scripts {
				all.run(func() {
					for _, op := range script {
						ops[op/2](s, g, op%2)
					}
				})
			}
			all.wait()
		},
		ended: func() string { return fmt.Sprint(scripts, s.x, s.seen) },
	}
}

// twoOpen has a goroutine wait for either of two permits, each of which is given after a
// store.
func twoOpen() probe {
	var s *state
	return probe{
		program: func(r *scheduler.Run) {
			s = newState(r, 1)
			all := &group{r: r}
			all.run(func() {
				r.WaitOn("either", (*either)(s), writes(s.sems[0]), writes(s.sems[1]))
				r.WaitOn("load", nil, reads(&s.x[0]))
				s.see(0, s.x[0])
			})
			for i := range s.sems {
				all.run(func() {
					r.WaitOn("store and release", nil, writes(&s.x[i]))
					s.x[i]++
					s.sems[i].release()
				})
			}
			all.wait()
		},
		ended: func() string { return fmt.Sprint(s.x, s.seen) },
	}
}

// A state is what a drawn program works on.
type state struct {
	r     *scheduler.Run
	x     [2]int
	seen  [][]int
	locks [2]*lock
	latch [2]*latch
	sems  [2]*semaphore
	fresh [2]*int // made by the first goroutine that uses it
}

func newState(r *scheduler.Run, goroutines int) *state {
	s := &state{r: r, seen: make([][]int, goroutines)}
	for i := range s.locks {
		s.locks[i], s.latch[i], s.sems[i] = &lock{r: r, name: fmt.Sprint(i)}, &latch{r: r}, &semaphore{r: r}
	}
	return s
}

// show makes all objects known that were there at the start: of two that are not, the
// reduction cannot tell whether they are the same in another run.
func (s *state) show() {
	for i := range s.x {
		for _, object := range []unsafe.Pointer{
			unsafe.Pointer(&s.x[i]), unsafe.Pointer(s.locks[i]), unsafe.Pointer(s.latch[i]), unsafe.Pointer(s.sems[i]), unsafe.Pointer(&s.fresh[i]),
		} {
			s.r.Touch(scheduler.Reads, object)
		}
	}
}

// either opens when one of the semaphores has a permit.
type either state

func (e *either) Ready() bool { return e.sems[0].n+e.sems[1].n > 0 }

func (s *state) see(g, v int) { s.seen[g] = append(s.seen[g], v) }

// ops are what a step of a drawn program does, as goroutine g, with object i.
var ops = []func(s *state, g, i int){
	func(s *state, g, i int) { s.r.WaitOn("load", nil, reads(&s.x[i])); s.see(g, s.x[i]) },
	func(s *state, g, i int) { s.r.WaitOn("store", nil, writes(&s.x[i])); s.x[i] = 10 * (g + 1) },
	func(s *state, _, i int) { s.r.WaitOn("add", nil, writes(&s.x[i])); s.x[i]++ },
	func(s *state, _, i int) { s.locks[i].acquire() }, // and keeps it
	func(s *state, _, i int) { s.locks[i].acquire(); s.locks[i].release() },
	func(s *state, _, i int) {
		s.locks[i].acquire()
		s.locks[1-i].acquire()
		s.locks[i].release()
		s.locks[1-i].release()
	},
	func(s *state, g, i int) {
		if s.locks[i].tryAcquire() {
			s.see(g, -1)
		}
	},
	func(s *state, _, i int) {
		s.r.WaitOn("unlock", nil, writes(s.locks[i])) // by any goroutine
		s.locks[i].held = false
	},
	func(s *state, _, i int) { s.latch[i].wait() },
	func(s *state, _, i int) {
		s.r.Touch(scheduler.Adds, unsafe.Pointer(s.latch[i]))
		s.latch[i].open = true
	},
	func(s *state, g, i int) { s.sems[i].acquire(); s.see(g, s.sems[i].n) },
	func(s *state, _, i int) { s.sems[i].release() },
	func(s *state, _, i int) { s.sems[i].release() },
	func(s *state, _, i int) {
		s.r.WaitOn("store and release", nil, writes(&s.x[i]))
		s.x[i] += 7
		s.sems[1-i].release()
	},
	func(s *state, g, i int) { // whichever has a permit
		s.r.WaitOn("either", (*either)(s), writes(s.sems[i]), writes(s.sems[1-i]))
		if s.sems[i].n == 0 {
			i = 1 - i
		}
		s.sems[i].n--
		s.see(g, i)
	},
	func(s *state, g, i int) { // the first alone, in a step that touches the other variable as well
		s.r.WaitOn("move", nil, reads(&s.x[i]), writes(&s.x[1-i]))
		s.x[1-i] = s.x[i] + 1
	},
	func(s *state, g, i int) {
		s.r.WaitOn("toss", nil, writes(&s.x[i]))
		if s.x[i] > 0 {
			s.see(g, s.r.Choose(2))
		}
	},
	func(s *state, g, i int) { // an object that was not used before
		s.r.WaitOn("share", nil, writes(&s.fresh[i]))
		if s.fresh[i] == nil {
			s.fresh[i] = new(int)
		}
		s.r.Touch(scheduler.Writes, unsafe.Pointer(s.fresh[i]))
		*s.fresh[i]++
		s.see(g, *s.fresh[i])
	},
	func(s *state, g, i int) {
		s.r.WaitOn("check", nil, reads(&s.x[i]))
		if s.x[i] > 10 {
			s.r.Fail(scheduler.Outcome, "goroutine %d sees %d", g, s.x[i])
		}
	},
	func(s *state, g, i int) { s.r.Wait("wild", nil); s.x[i] += g },
	func(s *state, g, _ int) {
		s.r.Go(func() { s.r.WaitOn("child", nil, writes(&s.x[0])); s.x[0]++ })
	},
}

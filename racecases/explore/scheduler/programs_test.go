package scheduler_test

import (
	"fmt"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// A lock is a minimal mutex, built on a guard.
type lock struct {
	r    *scheduler.Run
	name string
	held bool
}

func (l *lock) Ready() bool    { return !l.held }
func (l *lock) String() string { return "lock " + l.name }
func (l *lock) acquire()       { l.r.WaitOn("acquire", l, writes(l)); l.held = true }
func (l *lock) release()       { l.r.Touch(scheduler.Releases, unsafe.Pointer(l)); l.held = false }

func (l *lock) tryAcquire() bool {
	l.r.WaitOn("try", nil, writes(l))
	if l.held {
		return false
	}
	l.held = true
	return true
}

func reads[T any](p *T) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Reads, Object: unsafe.Pointer(p)}
}

func writes[T any](p *T) scheduler.Touch {
	return scheduler.Touch{How: scheduler.Writes, Object: unsafe.Pointer(p)}
}

// A latch opens once.
type latch struct {
	r    *scheduler.Run
	open bool
}

func (l *latch) Ready() bool { return l.open }
func (l *latch) wait()       { l.r.WaitOn("latch", l, writes(l)) }

// A group is a WaitGroup.
type group struct {
	r *scheduler.Run
	n int
}

func (g *group) Ready() bool { return g.n == 0 }
func (g *group) wait()       { g.r.WaitOn("group", g, writes(g)) }
func (g *group) run(f func()) {
	g.n++
	g.r.Touch(scheduler.Writes, unsafe.Pointer(g))
	g.r.Go(func() { f(); g.done() })
}

func (g *group) done() {
	g.r.Touch(scheduler.Releases, unsafe.Pointer(g))
	g.n--
}

// counters adds one in each of n goroutines, by a load and a store.
func counters(n int) scheduler.Program {
	return func(r *scheduler.Run) {
		counter, all := 0, &group{r: r}
		for range n {
			all.run(func() {
				r.WaitOn("load", nil, reads(&counter))
				loaded := counter
				r.WaitOn("store", nil, writes(&counter))
				counter = loaded + 1
			})
		}
		all.wait()
		if counter != n {
			r.Fail(scheduler.Outcome, "counter = %d, want %d", counter, n)
		}
	}
}

// philosophers seats n at a table; the careful ones take the lower fork first.
func philosophers(n int, careful bool) scheduler.Program {
	return func(r *scheduler.Run) {
		var forks []*lock
		for i := range n {
			forks = append(forks, &lock{r: r, name: fmt.Sprint(i)})
		}
		all := &group{r: r}
		for i := range n {
			left, right := forks[i], forks[(i+1)%n]
			if careful && i == n-1 {
				left, right = right, left
			}
			all.run(func() {
				left.acquire()
				right.acquire()
				right.release()
				left.release()
			})
		}
		all.wait()
	}
}

// lostWakeup looks whether it must wait, and then waits: a signal in between is lost
// unless the waiter is announced before it looks.
func lostWakeup(announced bool) scheduler.Program {
	return func(r *scheduler.Run) {
		ready, waiters := false, []*latch{}
		r.Go(func() {
			r.WaitOn("signal", nil, writes(&ready))
			ready = true
			for _, w := range waiters {
				w.open = true
				r.Touch(scheduler.Writes, unsafe.Pointer(w))
			}
		})
		w := &latch{r: r}
		r.WaitOn("look", nil, writes(&ready))
		if ready {
			return
		}
		if !announced {
			r.WaitOn("announce", nil, writes(&ready))
		}
		waiters = append(waiters, w)
		w.wait()
	}
}

// polite yields until another has done its work.
func polite(r *scheduler.Run) {
	done := false
	r.Go(func() { r.Sleep(50); done = true })
	for !done {
		r.Yield("poll")
	}
}

// adders adds one in each of n goroutines, in one step.
func adders(n int) scheduler.Program {
	return func(r *scheduler.Run) {
		counter, all := 0, &group{r: r}
		for range n {
			all.run(func() {
				r.WaitOn("add", nil, writes(&counter))
				counter++
			})
		}
		all.wait()
		if counter != n {
			r.Fail(scheduler.Outcome, "counter = %d, want %d", counter, n)
		}
	}
}

// A semaphore has n permits.
type semaphore struct {
	r *scheduler.Run
	n int
}

func (s *semaphore) Ready() bool { return s.n > 0 }
func (s *semaphore) acquire()    { s.r.WaitOn("permit", s, writes(s)); s.n-- }
func (s *semaphore) release()    { s.r.Touch(scheduler.Adds, unsafe.Pointer(s)); s.n++ }

// A queue is bounded: its places and its elements are permits, and a lock guards what it holds.
type queue struct {
	lock
	room, filled semaphore
	held         []int
}

func (q *queue) put(v int) {
	q.room.acquire()
	q.acquire()
	q.held = append(q.held, v)
	q.release()
	q.filled.release()
}

func (q *queue) take() (v int) {
	q.filled.acquire()
	q.acquire()
	v, q.held = q.held[0], q.held[1:]
	q.release()
	q.room.release()
	return v
}

// producers lets n of them put an element each through a queue of two places, and as
// many consumers take them.
func producers(n int) scheduler.Program {
	return func(r *scheduler.Run) {
		q, all, sum := &queue{lock: lock{r: r, name: "q"}, room: semaphore{r, 2}, filled: semaphore{r, 0}}, &group{r: r}, 0
		for i := range n {
			all.run(func() { q.put(1 << i) })
			all.run(func() { sum += q.take() })
		}
		all.wait()
		if sum != 1<<n-1 {
			r.Fail(scheduler.Outcome, "sum = %b", sum)
		}
	}
}

// inARow fails if n goroutines come in the order opposite to their making.
func inARow(n int) scheduler.Program {
	return func(r *scheduler.Run) {
		var order []int
		all := &group{r: r}
		for i := range n {
			all.run(func() {
				r.WaitOn("come", nil, writes(&order))
				order = append(order, i)
			})
		}
		all.wait()
		for i, g := range order {
			if g != n-1-i {
				return
			}
		}
		r.Fail(scheduler.Outcome, "order %v", order)
	}
}

// crowd is a counter that two goroutines lose, among many that have nothing to do with it.
func crowd(r *scheduler.Run) {
	all := &group{r: r}
	for range 6 {
		x := new(int)
		all.run(func() {
			for range 4 {
				r.WaitOn("add", nil, writes(x))
				*x++
			}
		})
	}
	counters(2)(r)
	all.wait()
}

package sched_test

import (
	"fmt"

	"threadlab/racecases/explore/sched"
)

// A lock is the least that programs need, built on a gate.
type lock struct {
	r    *sched.Run
	name string
	held bool
}

func (l *lock) Ready() bool    { return !l.held }
func (l *lock) String() string { return "lock " + l.name }
func (l *lock) acquire()       { l.r.Wait("acquire", l); l.held = true }
func (l *lock) release()       { l.held = false }

// A latch opens once.
type latch struct {
	r    *sched.Run
	open bool
}

func (l *latch) Ready() bool { return l.open }
func (l *latch) wait()       { l.r.Wait("latch", l) }

// A group is a WaitGroup.
type group struct {
	r *sched.Run
	n int
}

func (g *group) Ready() bool { return g.n == 0 }
func (g *group) wait()       { g.r.Wait("group", g) }
func (g *group) run(f func()) {
	g.n++
	g.r.Go(func() { f(); g.n-- })
}

// counters adds one in each of n goroutines, by a load and a store.
func counters(n int) sched.Program {
	return func(r *sched.Run) {
		counter, all := 0, &group{r: r}
		for range n {
			all.run(func() {
				r.Wait("load", nil)
				loaded := counter
				r.Wait("store", nil)
				counter = loaded + 1
			})
		}
		all.wait()
		if counter != n {
			r.Fail(sched.Outcome, "counter = %d, want %d", counter, n)
		}
	}
}

// philosophers seats n at a table; the careful ones take the lower fork first.
func philosophers(n int, careful bool) sched.Program {
	return func(r *sched.Run) {
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
func lostWakeup(announced bool) sched.Program {
	return func(r *sched.Run) {
		ready, waiters := false, []*latch{}
		r.Go(func() {
			r.Wait("signal", nil)
			ready = true
			for _, w := range waiters {
				w.open = true
			}
		})
		w := &latch{r: r}
		r.Wait("look", nil)
		if ready {
			return
		}
		if !announced {
			r.Wait("announce", nil)
		}
		waiters = append(waiters, w)
		w.wait()
	}
}

// polite yields until another has done its work.
func polite(r *sched.Run) {
	done := false
	r.Go(func() { r.Sleep(50); done = true })
	for !done {
		r.Yield("poll")
	}
}

// adders adds one in each of n goroutines, in one step.
func adders(n int) sched.Program {
	return func(r *sched.Run) {
		counter, all := 0, &group{r: r}
		for range n {
			all.run(func() {
				r.Wait("add", nil)
				counter++
			})
		}
		all.wait()
		if counter != n {
			r.Fail(sched.Outcome, "counter = %d, want %d", counter, n)
		}
	}
}

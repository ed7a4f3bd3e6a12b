package model_test

import (
	"fmt"
	"math"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// everySchedule has a search try all schedules there are, and reduced one at least of each class.
var (
	everySchedule = scheduler.Options{Delays: math.MaxInt}
	reduced       = scheduler.Options{Strategy: scheduler.DPOR}
)

// endings collects what a program ends in, failures included, and counts schedules.
func endings(t *testing.T, o scheduler.Options, program func() string) (map[string]bool, int) {
	t.Helper()
	all, last := map[string]bool{}, ""
	o.Each = func(f *scheduler.Failure) {
		if f != nil {
			last = string(f.Kind)
		}
		all[last] = true
	}
	a, err := scheduler.Explore(t.Context(), o, model.Explored(func(*scheduler.Run) { last = ""; last = program() }))
	require.NoError(t, err)
	require.NotEqual(t, scheduler.Stopped, a.Verdict, a.Why)
	return all, a.Schedules
}

// philosophers seats n at a table; the careful ones take the lower fork first.
func philosophers(n int, careful bool) func() string {
	return func() string {
		forks, fed := make([]model.Mutex, n), make([]bool, n)
		var all model.WaitGroup
		for i := range n {
			left, right := &forks[i], &forks[(i+1)%n]
			if careful && i == n-1 {
				left, right = right, left
			}
			all.Go(func() {
				left.Lock()
				right.Lock()
				fed[i] = true
				right.Unlock()
				left.Unlock()
			})
		}
		all.Wait()
		return fmt.Sprint(fed)
	}
}

// queue has n producers and n consumers at a channel with room for one.
func queue(n int) func() string {
	return func() string {
		c, got := make(chan int, 1), make([]int, n)
		var all model.WaitGroup
		for i := range n {
			all.Go(func() { model.Send(c)(i) })
			all.Go(func() { got[i] = model.Recv(c) })
		}
		all.Wait()
		return fmt.Sprint(got)
	}
}

// guarded is a bounded queue of a lock, two conditions and a slice.
func guarded(room int) func() string {
	return func() string {
		var mu model.Mutex
		free, filled := model.NewCond(&mu), model.NewCond(&mu)
		var held, got []int
		var all model.WaitGroup
		for v := range 2 {
			all.Go(func() {
				mu.Lock()
				defer mu.Unlock()
				for len(held) == room {
					free.Wait()
				}
				held = append(held, v)
				filled.Signal()
			})
		}
		for range 2 {
			mu.Lock()
			for len(held) == 0 {
				filled.Wait()
			}
			got, held = append(got, held[0]), held[1:]
			free.Signal()
			mu.Unlock()
		}
		all.Wait()
		return fmt.Sprint(got)
	}
}

// TestReduction counts schedules with and without the reduction, which ends in the same.
func TestReduction(t *testing.T) {
	tests := []struct {
		name    string
		program func() string
		fewer   int // times
	}{
		{"three careful seats", philosophers(3, true), 10},
		{"three seats", philosophers(3, false), 10},
		{"a channel with room for one", queue(2), 10},
		{"a bounded queue with conditions", guarded(1), 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, m := endings(t, reduced, tt.program)
			want, n := endings(t, everySchedule, tt.program)
			require.Equal(t, want, got)
			t.Logf("%d schedules stand for %d", m, n)
			assert.LessOrEqual(t, tt.fewer*m, n)
		})
	}
}

// together runs functions in goroutines of their own.
func together(functions ...func()) {
	var all model.WaitGroup
	for _, f := range functions {
		all.Go(f)
	}
	all.Wait()
}

// step is a step that declares so much.
func step(op string, touches ...scheduler.Touch) { model.Running().WaitOn(op, nil, touches...) }

func use[T any](how scheduler.Access, p *T, size uintptr) scheduler.Touch {
	return scheduler.Touch{How: how, Object: unsafe.Pointer(p), Size: size}
}

// TestForgetfulModel plants models that declare less than their steps use, or more that
// commutes than does: the comparison with plain enumeration shows each. The honest ones
// stand beside them.
func TestForgetfulModel(t *testing.T) {
	add := func(touches func(x *int64, how scheduler.Access) []scheduler.Touch) func() string {
		return func() string {
			x := new(int64)
			one := func() {
				step("load", touches(x, scheduler.Reads)...)
				v := *x
				step("store", touches(x, scheduler.Writes)...)
				*x = v + 1
			}
			together(one, one)
			return fmt.Sprint(*x)
		}
	}
	swap := func(writes scheduler.Access) func() string {
		return func() string {
			x, won := new(int64), [2]bool{}
			try := func(i int) func() {
				return func() {
					step("compare and swap", use(scheduler.Reads, x, 8))
					if *x == 0 {
						model.Running().Use(use(writes, x, 8))
						*x, won[i] = 1, true
					}
				}
			}
			together(try(0), try(1))
			return fmt.Sprint(won)
		}
	}
	halves := func(size uintptr) func() string {
		return func() string {
			x, seen := new([2]int32), int32(0)
			together(func() {
				step("store", use(scheduler.Writes, x, size))
				x[1] = 1
			}, func() {
				step("load", use(scheduler.Reads, &x[1], 4))
				seen = x[1]
			})
			return fmt.Sprint(seen)
		}
	}
	count := func(done scheduler.Access) func() string {
		return func() string {
			n, least := new(int64), int64(0)
			together(func() {
				step("add", use(scheduler.Adds, n, 8))
				*n++
			}, func() {
				step("done", use(done, n, 8)) // and no add before it
				*n--
				least = min(least, *n)
			})
			return fmt.Sprint(least)
		}
	}
	fires := func(uses func(x *int64) []scheduler.Touch) func() string {
		return func() string {
			x, seen := new(int64), int64(0)
			model.Running().NewTimer(time.Millisecond, func() {
				for _, u := range uses(x) {
					model.Running().Use(u)
				}
				*x = 1
			}, nil).Uses = uses(x)
			step("load", use(scheduler.Reads, x, 8))
			seen = *x
			return fmt.Sprint(seen)
		}
	}
	tests := []struct {
		name              string
		honest, forgetful func() string
	}{
		{"a use",
			add(func(x *int64, how scheduler.Access) []scheduler.Touch { return []scheduler.Touch{use(how, x, 8)} }),
			add(func(*int64, scheduler.Access) []scheduler.Touch { return nil })},
		{"a write", swap(scheduler.Writes), swap(scheduler.Reads)},
		{"some bytes", halves(8), halves(4)},
		{"what was not added before", count(scheduler.Releases), count(scheduler.Gives)},
		{"what a timer uses",
			fires(func(x *int64) []scheduler.Touch { return []scheduler.Touch{use(scheduler.Writes, x, 8)} }),
			fires(func(*int64) []scheduler.Touch { return []scheduler.Touch{} })},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want, _ := endings(t, everySchedule, tt.honest)
			got, _ := endings(t, reduced, tt.honest)
			assert.Equal(t, want, got)
			got, _ = endings(t, reduced, tt.forgetful)
			assert.NotEqual(t, want, got)
			assert.Subset(t, want, got)
		})
	}
}

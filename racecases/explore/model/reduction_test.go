package model_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// A way goes through the schedules of a program.
type way func(context.Context, scheduler.Program, func(*scheduler.Failure)) (int, error)

// endings collects what a program ends in, failures included, and counts schedules.
func endings(t *testing.T, through way, program func() string) (map[string]bool, int) {
	t.Helper()
	all, last := map[string]bool{}, ""
	n, err := through(t.Context(), model.Explored(func(*scheduler.Run) { last = ""; last = program() }), func(f *scheduler.Failure) {
		if f != nil {
			last = string(f.Kind)
		}
		all[last] = true
	})
	require.NoError(t, err)
	return all, n
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
			got, m := endings(t, scheduler.Reduce, tt.program)
			want, n := endings(t, scheduler.Enumerate, tt.program)
			require.Equal(t, want, got)
			t.Logf("%d schedules stand for %d", m, n)
			assert.LessOrEqual(t, tt.fewer*m, n)
		})
	}
}

// A forgetful number is a model that does not say what its steps use.
type forgetful int

func (x *forgetful) load() forgetful   { model.Running().WaitOn("load", nil); return *x }
func (x *forgetful) store(v forgetful) { model.Running().WaitOn("store", nil); *x = v }

// TestForgetfulModel plants a model that forgets a use: the comparison with plain
// enumeration shows it.
func TestForgetfulModel(t *testing.T) {
	program := func() string {
		var x forgetful
		var all model.WaitGroup
		for range 2 {
			all.Go(func() { x.store(x.load() + 1) })
		}
		all.Wait()
		return fmt.Sprint(x)
	}
	got, _ := endings(t, scheduler.Reduce, program)
	want, _ := endings(t, scheduler.Enumerate, program)
	assert.NotEqual(t, want, got)
	assert.Subset(t, want, got)
}

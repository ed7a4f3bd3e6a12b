package model_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

type key struct{ a, b any }

// TestBreadth holds contexts, random numbers, maps and atomic.Value against what Go
// allows, as TestOutcomes does.
func TestBreadth(t *testing.T) {
	background := context.Background()
	tests := []struct {
		name    string
		program func() string
		want    []string
	}{
		{"a cancellation is seen at once, or not yet", func() string {
			ctx, cancel := model.ContextWithCancel(background)
			model.Go(cancel)
			return fmt.Sprint(ctx.Err())
		}, []string{"<nil>", "context canceled"}},
		{"a child ends with its parent, and keeps its cause", func() string {
			parent, cancel := model.ContextWithCancelCause(background)
			child, stop := model.ContextWithTimeout(context.WithValue(parent, key{}, 1), time.Hour)
			defer stop()
			model.Go(func() { cancel(errors.New("why")) })
			model.Recv(child.Done())
			return fmt.Sprint(child.Err(), ", ", model.ContextCause(child), ", ", model.ContextCause(context.WithoutCancel(child)))
		}, []string{"context canceled, why, <nil>"}},
		{"a parent does not end with its child", func() string {
			parent, cancel := model.ContextWithCancel(background)
			child, stop := model.ContextWithCancel(parent)
			stop()
			model.Recv(child.Done())
			text := fmt.Sprint(parent.Err())
			cancel()
			return text
		}, []string{"<nil>"}},
		{"a deadline comes by itself, a past one at once", func() string {
			ctx, stop := model.ContextWithTimeout(background, time.Second)
			defer stop()
			past, stop2 := model.ContextWithDeadline(ctx, model.Now().Add(-time.Second))
			defer stop2()
			early := fmt.Sprint(past.Err())
			model.Recv(ctx.Done())
			return early + ", " + ctx.Err().Error()
		}, []string{"context deadline exceeded, context deadline exceeded"}},
		{"AfterFunc runs, unless it is stopped in time", func() string {
			ctx, cancel := model.ContextWithCancel(background)
			ran := make(chan string, 1)
			stop := model.ContextAfterFunc(ctx, func() { model.Send(ran)("ran") })
			model.Go(cancel)
			if stop() {
				return "stopped"
			}
			return model.Recv(ran)
		}, []string{"ran", "stopped"}},
		{"a context of another type ends its child", func() string {
			done := make(chan struct{})
			ctx, cancel := model.ContextWithCancel(foreign{background, done})
			defer cancel()
			model.Close(done)
			model.Recv(ctx.Done())
			return ctx.Err().Error()
		}, []string{"over"}},
		{"one of a few numbers is a choice", func() string { return fmt.Sprint(model.RandIntN(3)) }, []string{"0", "1", "2"}},
		{"so it is in the old package", func() string { return fmt.Sprint(model.OldRandInt31n(10) < 9) }, []string{"false", "true"}},
		{"of many numbers low and high ones come", func() string {
			n, x := model.RandN(int64(1_000_000)), model.OldRandFloat64()
			return fmt.Sprint(n < 1000, n >= 999_000, x < 0.001, x >= 0.999)
		}, []string{
			"false false false false", "false false false true", "false false true false",
			"false true false false", "false true false true", "false true true false",
			"true false false false", "true false false true", "true false true false",
		}},
		{"a wide number is even or odd", func() string { return fmt.Sprint(model.OldRandInt()%2 + model.RandInt()%2) }, []string{"0", "1", "2"}},
		{"a seed has the sequence of Go", func() string {
			model.OldRandSeed(1)
			first := fmt.Sprint(model.OldRandIntn(100), model.OldRandIntn(100), model.OldRandIntn(100))
			return fmt.Sprint(first, model.OldRandPerm(3))
		}, []string{fmt.Sprint("81 87 47", seededPerm())}},
		{"not all of many numbers are choices", func() string {
			for range 200 {
				model.RandIntN(1)
			}
			return fmt.Sprint(model.RandIntN(3) < 3)
		}, []string{"true"}},
		{"a permutation has another order, or not", func() string {
			p, q := model.RandPerm(2)[0], model.RandPerm(2)[0]
			return fmt.Sprint(p < 2 && q < 2)
		}, []string{"true"}},
		{"a range over a map starts at each key and wraps", func() string {
			p, q := new(int), new(int)
			m := map[key]string{model.Key(key{2, "x"}): "c", model.Key(key{1, q}): "b", model.Key(key{1, p}): "d", model.Key(key{1, "x"}): "a"}
			all := ""
			for v, e := model.ValueEntries(m); e.Next(nil, &v); {
				all += v
				delete(m, key{1, "x"})
			}
			return all
		}, []string{"acbd", "bdc", "cbd", "dcb"}},
		{"a Range of a sync.Map takes three keys in any order, and then what is stored again", func() string {
			m, all := new(model.Map), ""
			for _, key := range []string{"d", "a", "b", "c"} {
				m.Store(key, nil)
			}
			m.Delete("d")
			m.Range(func(key, _ any) bool {
				m.LoadOrStore("d", nil)
				all += key.(string)
				return true
			})
			return all
		}, []string{"abcd", "acbd", "bacd", "bcad", "cabd", "cbad"}},
		{"a sync.Map has no keys without a hash", func() (text string) {
			defer func() { text = fmt.Sprint(recover()) }()
			new(model.Map).Store([]int{1}, 1)
			return "took it"
		}, []string{"hash of unhashable type: []int"}},
		{"an atomic.Value keeps its type", func() string {
			defer func() { _ = recover() }()
			var v model.Value
			v.Store(1)
			if v.CompareAndSwap(1, 2); v.Load() != 2 {
				return "lost"
			}
			v.Store("x")
			return "took it"
		}, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, outcomes(t, tt.program)) })
	}
}

// seededPerm is what follows three numbers after Seed(1).
func seededPerm() []int {
	r := rand.New(rand.NewSource(1))
	for range 3 {
		r.Intn(100)
	}
	return r.Perm(3)
}

// A foreign context is none of the model's.
type foreign struct {
	context.Context
	done chan struct{}
}

func (f foreign) Done() <-chan struct{} { return f.done }
func (foreign) Err() error              { return errors.New("over") }

// TestUnknownOrder plants a map whose keys code without points has put in.
func TestUnknownOrder(t *testing.T) {
	_, err := scheduler.Explore(t.Context(), scheduler.Options{}, model.Explored(func(*scheduler.Run) {
		e := model.Entries(map[*int]int{new(int): 1, new(int): 2})
		e.Next(nil, nil)
	}))
	require.ErrorContains(t, err, "not modelled: a range over a map whose keys hold a *int")
}

// TestNoOrder plants a map with keys of which each is another.
func TestNoOrder(t *testing.T) {
	_, err := scheduler.Explore(t.Context(), scheduler.Options{}, model.Explored(func(*scheduler.Run) {
		model.Entries(map[float64]int{math.NaN(): 1, math.NaN(): 2})
	}))
	require.ErrorContains(t, err, "not modelled: a range over a map with a key that is not equal to itself")
}

// TestRefused reaches a function that is not modelled, at once and later.
func TestRefused(t *testing.T) {
	later := model.RefusedLater("os.Exit at x.go:1", func(int) {})
	for _, call := range []func(){
		func() { later(1) },
		func() { model.Refused("os.Exit at x.go:1", func(int) {})(1) },
	} {
		_, err := scheduler.Explore(t.Context(), scheduler.Options{}, model.Explored(func(*scheduler.Run) { call() }))
		require.EqualError(t, err, "not modelled: os.Exit at x.go:1")
	}
}

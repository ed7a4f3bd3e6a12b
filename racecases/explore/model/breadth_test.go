package model_test

import (
	"context"
	"errors"
	"fmt"
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
		{"one of a few numbers is a choice", func() string { return fmt.Sprint(model.RandIntn(3)) }, []string{"0", "1", "2"}},
		{"many numbers are one sequence", func() string {
			first, second := model.RandIntN(1000), model.RandIntN(1000)
			return fmt.Sprint(first == second, model.RandPerm(3)[0] < 3)
		}, []string{"false true"}},
		{"a map has one order", func() string {
			p, q := new(int), new(int)
			m := map[key]string{model.Key(key{2, "x"}): "c", model.Key(key{1, q}): "b", model.Key(key{1, p}): "d", model.Key(key{1, "x"}): "a"}
			all := ""
			for v, e := model.ValueEntries(m); e.Next(nil, &v); {
				all += v
				delete(m, key{1, "x"})
			}
			return all
		}, []string{"bdc"}},
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

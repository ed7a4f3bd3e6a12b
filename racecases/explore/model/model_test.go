package model_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/model"
)

// TestOutcomes holds what a program may end in, over all its schedules, against
// what Go allows: no more and no less.
func TestOutcomes(t *testing.T) {
	tests := []struct {
		name    string
		program func() string
		want    []string
	}{
		{"a select with a default finds a partner that has arrived, or not", func() string {
			c, ready, done := make(chan int), make(chan int), make(chan int)
			model.Go(func() {
				model.Close(ready)
				model.Select(false, model.RecvCase(c), model.RecvCase(done))
			})
			model.Recv(ready)
			defer model.Close(done)
			if model.Select(true, model.SendCase(c)(1)) == 0 {
				return "met"
			}
			return "default"
		}, []string{"default", "met"}},
		{"a select that close has woken is no partner", func() string {
			c, done := make(chan int), make(chan int)
			model.Go(func() { model.Select(false, model.RecvCase(done), model.RecvCase(c)) })
			model.Close(done)
			if model.Select(true, model.SendCase(c)(1)) == 0 {
				return "met"
			}
			return "default"
		}, []string{"default"}},
		{"a select that comes later than close may find a sender that waits", func() string {
			c, done := make(chan int), make(chan int)
			model.Go(func() { model.Send(c)(1) })
			model.Go(func() { model.Close(done) })
			took := model.Select(false, model.RecvCase(done), model.RecvCase(c))
			if took == 0 {
				model.Recv(c)
			}
			return []string{"done", "c"}[took]
		}, []string{"c", "done"}},
		{"a select that a send has woken is no partner", func() string {
			a, b := make(chan int), make(chan int, 1)
			var all model.WaitGroup
			all.Go(func() { model.Select(false, model.RecvCase(a), model.RecvCase(b)) })
			model.Send(b)(2)
			met := model.Select(true, model.SendCase(a)(1)) == 0
			all.Wait()
			return fmt.Sprint(met, len(b))
		}, []string{"false 0"}},
		{"a select whose value was taken by another is a partner again", func() string {
			a, b := make(chan int), make(chan int, 1)
			model.Go(func() { model.Select(false, model.RecvCase(a), model.RecvCase(b)) })
			model.Send(b)(2)
			stolen := model.Select(true, model.RecvCase(b)) == 0
			met := model.Select(true, model.SendCase(a)(1)) == 0
			return fmt.Sprint(stolen, met)
		}, []string{"false false", "leak", "true true"}},
		{"a select takes any case that is ready", func() string {
			a, b := make(chan int, 1), make(chan int, 1)
			model.Send(a)(1)
			model.Send(b)(1)
			return []string{"a", "b"}[model.Select(false, model.RecvCase(a), model.RecvCase(b))]
		}, []string{"a", "b"}},
		{"a select is not its own partner", func() string {
			c := make(chan int)
			if model.Select(true, model.SendCase(c)(1), model.RecvCase(c)) == -1 {
				return "neither"
			}
			return "itself"
		}, []string{"neither"}},
		{"two selects with defaults are no partners", func() string {
			c, done := make(chan int), make(chan int, 1)
			model.Go(func() { model.Send(done)(model.Select(true, model.RecvCase(c))) })
			mine := model.Select(true, model.SendCase(c)(1))
			if model.Recv(done) == 0 || mine == 0 {
				return "met"
			}
			return "passed"
		}, []string{"passed"}},
		{"either sender comes first", func() string {
			c := make(chan string)
			model.Go(func() { model.Send(c)("a") })
			model.Go(func() { model.Send(c)("b") })
			first := model.Recv(c)
			model.Recv(c)
			return first
		}, []string{"a", "b"}},
		{"a buffer keeps its order", func() string {
			c := make(chan string, 1)
			model.Go(func() { model.Send(c)("a"); model.Send(c)("b"); model.Close(c) })
			all := ""
			for v, e := model.ValueElements(c); e.Next(&v); {
				all += v
			}
			return all
		}, []string{"ab"}},
		{"a reader that locks again waits for a writer in between", func() string {
			var mu model.RWMutex
			read := ""
			mu.RLock()
			model.Go(func() {
				mu.Lock()
				defer mu.Unlock()
			})
			mu.RLock()
			read = "read"
			mu.RUnlock()
			mu.RUnlock()
			return read
		}, []string{"deadlock", "read"}},
		{"a signal is lost on a goroutine that does not wait yet", func() string {
			var mu model.Mutex
			c := model.NewCond(&mu)
			model.Go(c.Signal)
			mu.Lock()
			c.Wait()
			mu.Unlock()
			return "woken"
		}, []string{"deadlock", "woken"}},
		{"a timer is stopped in time, or not", func() string {
			rang := ""
			timer := model.AfterFunc(time.Millisecond, func() { rang = "rang" })
			model.Gosched()
			if timer.Stop() {
				return "stopped" + rang
			}
			return "late"
		}, []string{"late", "stopped"}},
		{"an atomic add loses nothing", func() string {
			var x model.Int64
			var all model.WaitGroup
			for range 2 {
				all.Go(func() { x.Add(1) })
			}
			all.Wait()
			return string(rune('0' + x.Load()))
		}, []string{"2"}},
		{"bits of a plain integer are set and cleared", func() string {
			x := int32(1)
			var all model.WaitGroup
			all.Go(func() { model.AtomicOr(&x, 6) })
			all.Go(func() { model.AtomicAnd(&x, ^2) })
			all.Wait()
			return fmt.Sprint(x)
		}, []string{"5", "7"}},
		{"a load and a store lose one", func() string {
			var x model.Int64
			var all model.WaitGroup
			for range 2 {
				all.Go(func() { x.Store(x.Load() + 1) })
			}
			all.Wait()
			return string(rune('0' + x.Load()))
		}, []string{"1", "2"}},
		{"the second call of a Once waits for the first", func() string {
			var once model.Once
			done := ""
			var all model.WaitGroup
			for range 2 {
				all.Go(func() {
					once.Do(func() { model.Gosched(); done += "once" })
					if done == "" {
						done = "too early"
					}
				})
			}
			all.Wait()
			return done
		}, []string{"once"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outcomes(t, tt.program)
			assert.Equal(t, tt.want, got)
		})
	}
}

// outcomes collects what a program ends in, failures included: by plain enumeration,
// and the same with the reduction.
func outcomes(t *testing.T, program func() string) []string {
	t.Helper()
	all, n := endings(t, everySchedule, program)
	fewer, m := endings(t, reduced, program)
	assert.Equal(t, all, fewer, "with the reduction")
	assert.LessOrEqual(t, m, n)
	return slices.Sorted(maps.Keys(all))
}

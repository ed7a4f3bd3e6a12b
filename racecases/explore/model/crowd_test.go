package model_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// crowds have n goroutines that wait for something, most of them at the same time.
var crowds = map[string]func(n int){
	"channels of their own": func(n int) {
		var all model.WaitGroup
		gates := make([]chan int, n)
		for i := range gates {
			gates[i] = make(chan int)
			all.Go(func() { model.Recv(gates[i]) })
		}
		for _, gate := range gates {
			model.Send(gate)(1)
		}
		all.Wait()
	},
	"one channel": func(n int) {
		var all model.WaitGroup
		gate := make(chan int)
		for range n {
			all.Go(func() { model.Recv(gate) })
		}
		model.Gosched()
		model.Close(gate)
		all.Wait()
	},
	"a lock": func(n int) {
		var all model.WaitGroup
		var mu model.Mutex
		for range n {
			all.Go(func() {
				mu.Lock()
				model.Gosched()
				mu.Unlock()
			})
		}
		all.Wait()
	},
	"time": func(n int) {
		var all model.WaitGroup
		for range n {
			all.Go(func() { model.Sleep(time.Second) })
		}
		all.Wait()
	},
}

// BenchmarkCrowd measures the default schedule of programs with many goroutines. What a
// step costs hardly grows with their number.
func BenchmarkCrowd(b *testing.B) {
	for name, program := range crowds {
		for _, n := range []int{100, 1000, 10_000} {
			b.Run(fmt.Sprintf("wait=%s/goroutines=%d", name, n), func(b *testing.B) {
				steps := 0
				for b.Loop() {
					a, err := scheduler.Explore(b.Context(), scheduler.Options{Schedules: 1}, model.Explored(func(*scheduler.Run) { program(n) }))
					require.NoError(b, err)
					require.Contains(b, []scheduler.Verdict{scheduler.Stopped, scheduler.Exhausted}, a.Verdict, "%v", a.Failure)
					steps += a.Steps
				}
				b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(steps), "ns/step")
			})
		}
	}
}

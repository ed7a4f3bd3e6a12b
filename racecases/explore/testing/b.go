package testing

import (
	"testing"
	"time"

	"threadlab/racecases/explore/model"
)

// A B is a testing.B. It measures nothing: one iteration has all schedules that matter.
type B struct {
	common
	N      int
	looped bool
	begin  time.Time
}

// A BenchmarkResult is a testing.BenchmarkResult.
type BenchmarkResult = testing.BenchmarkResult

// Benchmark runs a benchmark once. As in Go, the result of one that fails is empty.
func Benchmark(f func(*B)) BenchmarkResult {
	b := &B{common: common{name: "benchmark", parent: new(common)}, N: 1}
	b.run(f)
	if b.failed {
		return BenchmarkResult{}
	}
	return BenchmarkResult{N: b.N, T: b.Elapsed()}
}

// Loop reports whether it is called for the first time.
func (b *B) Loop() bool {
	first := !b.looped
	b.looped = true
	return first
}

// Run runs a part of the benchmark.
func (b *B) Run(name string, f func(*B)) bool {
	part := &B{common: common{name: b.name + "/" + name, parent: &b.common}, N: 1}
	part.run(f)
	return !part.failed
}

// run runs a benchmark in a goroutine of its own, which FailNow may end.
func (b *B) run(f func(*B)) {
	var ended model.WaitGroup
	b.begin = model.Now()
	ended.Go(func() {
		b.goroutine = model.Running().ID()
		defer b.clean()
		f(b)
	})
	ended.Wait()
}

// RunParallel calls body in a goroutine for each processor; one of them has the iteration.
func (b *B) RunParallel(body func(*PB)) {
	left := new(model.Int64)
	left.Store(int64(b.N))
	var all model.WaitGroup
	for range model.GOMAXPROCS(0) {
		all.Go(func() { body(&PB{left}) })
	}
	all.Wait()
}

func (b *B) ReportAllocs()                {}
func (b *B) ReportMetric(float64, string) {}
func (b *B) ResetTimer()                  {}
func (b *B) StartTimer()                  {}
func (b *B) StopTimer()                   {}
func (b *B) SetBytes(int64)               {}
func (b *B) SetParallelism(int)           {}

// Elapsed returns how long the benchmark has run, in the time of the run.
func (b *B) Elapsed() time.Duration { return model.Since(b.begin) }

// A PB is a testing.PB.
type PB struct{ left *model.Int64 }

// Next reports whether there is an iteration left.
func (p *PB) Next() bool { return p.left.Add(-1) >= 0 }

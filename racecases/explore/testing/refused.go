package testing

import (
	"testing"
	"time"
)

// Measurements are not explored. They are here so that packages with such tests compile;
// each is refused when the program reaches it.

// A B is a testing.B.
type B struct {
	common
	N int
}

func (b *B) Loop() bool                    { refuse("testing.B.Loop"); return false }
func (b *B) Run(string, func(*B)) bool     { refuse("testing.B.Run"); return false }
func (b *B) RunParallel(func(*PB))         { refuse("testing.B.RunParallel") }
func (b *B) ReportAllocs()                 { refuse("testing.B.ReportAllocs") }
func (b *B) ReportMetric(float64, string)  { refuse("testing.B.ReportMetric") }
func (b *B) ResetTimer()                   { refuse("testing.B.ResetTimer") }
func (b *B) StartTimer()                   { refuse("testing.B.StartTimer") }
func (b *B) StopTimer()                    { refuse("testing.B.StopTimer") }
func (b *B) SetBytes(int64)                { refuse("testing.B.SetBytes") }
func (b *B) SetParallelism(int)            { refuse("testing.B.SetParallelism") }
func (b *B) Elapsed() (none time.Duration) { refuse("testing.B.Elapsed"); return none }

// A PB is a testing.PB.
type PB struct{}

func (*PB) Next() bool { refuse("testing.PB.Next"); return false }

// A BenchmarkResult is a testing.BenchmarkResult.
type BenchmarkResult = testing.BenchmarkResult

// Benchmark is refused.
func Benchmark(func(*B)) (none BenchmarkResult) { refuse("testing.Benchmark"); return none }

// An F is a testing.F.
type F struct{ common }

func (f *F) Add(...any) { refuse("testing.F.Add") }
func (f *F) Fuzz(any)   { refuse("testing.F.Fuzz") }

// An InternalTest is a testing.InternalTest.
type InternalTest struct {
	Name string
	F    func(*T)
}

// An InternalBenchmark is a testing.InternalBenchmark.
type InternalBenchmark struct {
	Name string
	F    func(*B)
}

// An InternalFuzzTarget is a testing.InternalFuzzTarget.
type InternalFuzzTarget struct {
	Name string
	Fn   func(*F)
}

// RunTests is refused.
func RunTests(func(pat, str string) (bool, error), []InternalTest) bool {
	refuse("testing.RunTests")
	return false
}

// RunBenchmarks is refused.
func RunBenchmarks(func(pat, str string) (bool, error), []InternalBenchmark) {
	refuse("testing.RunBenchmarks")
}

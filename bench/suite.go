package bench

// A Suite is the benchmarks of one lesson, and names its files in results/bench.
type Suite struct {
	Name    string // the lesson's slug
	Pattern string // its benchmarks, for go test -bench
}

// Suites returns all suites in the order in which they run.
func Suites() []Suite {
	return []Suite{
		{"lock", "^BenchmarkLock"},
		{"rlock", "^BenchmarkRLock"},
		{"semaphore", "^BenchmarkSemaphore"},
		{"event", "^BenchmarkEvent"},
		{"condition", "^BenchmarkCondition"},
		{"barrier", "^BenchmarkBarrier"},
		{"gil", "^BenchmarkGIL"},
	}
}

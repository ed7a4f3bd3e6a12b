package bench

// A Suite is the benchmarks of one lesson, and names its files in results/bench.
type Suite struct {
	Name    string // the lesson's slug
	Pattern string // its benchmarks, for go test -bench
}

// Suites returns all suites in the order in which they run.
func Suites() []Suite {
	return []Suite{
		{"limits", "^BenchmarkLimits"},
		{"lock", "^BenchmarkLock"},
		{"rlock", "^BenchmarkRLock"},
		{"semaphore", "^BenchmarkSemaphore"},
		{"event", "^BenchmarkEvent"},
		{"condition", "^BenchmarkCondition"},
		{"barrier", "^BenchmarkBarrier"},
		{"thread", "^BenchmarkThread"},
		{"timer", "^BenchmarkTimer"},
		{"local", "^BenchmarkLocal"},
		{"gil", "^BenchmarkGIL"},
		{"price", "^BenchmarkPrice"},
	}
}

// ControlSuffix marks the control, the same code as the implementation whose name stands in front of it, measured
// once more in the same round: impl=threadlab.Lock.control. By how much the two differ is how much a difference must be
// to mean anything. Each suite has one, in the cell that it is quoted for.
const ControlSuffix = ".control"

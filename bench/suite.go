package bench

import "slices"

// A Suite is the benchmarks of one lesson, and names its files in results/bench.
type Suite struct {
	Name    string // the lesson's slug
	Pattern string // its benchmarks, for go test -bench
	Title   string
	Shows   string // what its tables and pictures do
}

// Suites returns all suites in the order in which they run.
func Suites() []Suite {
	return []Suite{
		{"limits", "^BenchmarkLimits", "Limits", "What the machine itself takes for the steps that every primitive is made of: nothing built of them is faster."},
		{"lock", "^BenchmarkLock", "Locks", "What a turn in a lock costs: get in, work, get out; and how long those wait who want in, and how evenly they get it."},
		{"rlock", "^BenchmarkRLock", "Reentrant locks", "What a reentrant lock costs its first entrance and the next ones, beside a plain mutex and beside how Go code does without."},
		{"semaphore", "^BenchmarkSemaphore", "Semaphores", "What a turn costs where several slots are free, how long those wait who find none, and how evenly they get in."},
		{"event", "^BenchmarkEvent", "Events", "What it costs to wait for an event that has been set, and to wake those who wait for one."},
		{"condition", "^BenchmarkCondition", "Conditions", "What a notification costs: two players who pass a ball, and the queues and broadcasts built of the same."},
		{"barrier", "^BenchmarkBarrier", "Barriers", "What a round costs when all parties must have come before any goes on."},
		{"thread", "^BenchmarkThread", "Threads", "What it costs to start a thread and join it."},
		{"timer", "^BenchmarkTimer", "Timers", "What it costs to set a timer and take it back."},
		{"local", "^BenchmarkLocal", "Thread-local values", "What it costs to read and write a value that each thread has for itself."},
		{"gil", "^BenchmarkGIL", "The GIL", "What one lock around the interpreter does to threads that compute, wait, or both; and what goes when it goes."},
		{"price", "^BenchmarkPrice", "The price of detectors", "What each detector costs in time and in memory, on the same work."},
	}
}

// ControlSuffix marks the control, the same code as the implementation whose name stands in front of it, measured
// once more in the same round: impl=threadlab.Lock.control. By how much the two differ is how much a difference must be
// to mean anything. Each suite has one, in the cell that it is quoted for.
const ControlSuffix = ".control"

// A Setup is one way to run the same benchmarks on one machine: what holds in all of them is not an accident of one.
type Setup struct {
	Name       string // of its folder of figures
	Says       string
	Procs      string // GOMAXPROCS, as go test -cpu takes it; empty: what there is
	Neighbours int    // how many threads of another process compute meanwhile
}

// Setups returns those that the promises are measured in, besides a quiet machine with all its processors.
func Setups() []Setup {
	return []Setup{
		{Name: "procs-1", Says: "GOMAXPROCS=1", Procs: "1"},
		{Name: "procs-2", Says: "GOMAXPROCS=2", Procs: "2"},
		{Name: "procs-4", Says: "GOMAXPROCS=4", Procs: "4"},
		{Name: "neighbour", Says: "a busy neighbour", Neighbours: 1},
	}
}

// Promising returns those of the suites that a promise is about.
func Promising(suites []Suite) []Suite {
	return slices.DeleteFunc(slices.Clone(suites), func(s Suite) bool {
		return !slices.ContainsFunc(Targets(), func(t Target) bool { return t.Suite == s.Name })
	})
}

package bench

import "slices"

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

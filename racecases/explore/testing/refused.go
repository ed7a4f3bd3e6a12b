package testing

// What is not explored is here so that packages with such tests compile; each is refused
// when the program reaches it.

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

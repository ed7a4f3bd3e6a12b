package testing

import "threadlab/racecases/explore/model"

// An M is a testing.M, of one test.
type M struct {
	test   func()
	tested bool
}

// Run runs the test. What comes before it belongs to the initialisation of packages; what
// comes after it may end the process.
func (m *M) Run() int {
	if m.tested {
		refuse("a second call of testing.M.Run")
	}
	m.tested = true
	model.Running().Initialised()
	m.test()
	model.Tested()
	return 0 // a test that fails ends the schedule
}

// around runs a test inside of a TestMain. Goroutines that this starts before the test are
// no leaks.
func (m *M) around(main func(*M)) {
	w := model.Running()
	w.Initialising()
	main(m)
	if !m.tested {
		w.Refuse("a TestMain that does not run the tests")
	}
}

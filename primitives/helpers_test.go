package primitives_test

import (
	"errors"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// bubble runs f in fake time.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// modes are the two interpreters that a program must not be able to tell apart by its result.
var modes = []struct {
	name string
	opts []primitives.InterpreterOption
}{
	{"gil", nil},
	{"free-threaded", []primitives.InterpreterOption{primitives.WithoutGIL()}},
}

// inBothModes runs f in fake time under an interpreter with a GIL and under one without.
func inBothModes(t *testing.T, f func(t *testing.T, in *primitives.Interpreter)) {
	t.Helper()
	for _, mode := range modes {
		bubble(t, mode.name, func(t *testing.T) { f(t, primitives.NewInterpreter(mode.opts...)) })
	}
}

// start starts a thread and fails the test if it cannot.
func start(t *testing.T, th *primitives.Thread) *primitives.Thread {
	t.Helper()
	require.NoError(t, th.Start())
	return th
}

// requireMisuse demands that f panics with an error value of that class and text.
func requireMisuse(t *testing.T, class, want error, text string, f func()) {
	t.Helper()
	var got any
	func() {
		defer func() { got = recover() }()
		f()
	}()
	err, ok := got.(error)
	require.True(t, ok, "panicked with %#v, not with an error", got)
	require.ErrorIs(t, err, want)
	require.ErrorIs(t, err, class)
	require.EqualError(t, err, text)
}

var errTest = errors.New("test")

//go:build synctest

package main

import (
	"os"
	"testing"
	"testing/synctest"
	"time"

	"threadlab/racecases/corpus"
)

const repeats = false // testing.Main ends the process

// perform runs the half inside a bubble. Only the testing package can make a
// *testing.T, so the process becomes a test binary with one test. It gets the
// timeout that go test gives; its timer keeps Go from finding all goroutines asleep:
// a deadlock that the bubble does not see is a hang, as it is in a real test.
func perform(program corpus.Program, r *corpus.Run, done func(corpus.Record) error) error {
	os.Args = []string{os.Args[0], "-test.timeout=10m"} // as go test calls it
	half := testing.InternalTest{Name: "Half", F: func(t *testing.T) {
		var rec corpus.Record
		begin := time.Now()
		synctest.Test(t, func(*testing.T) { rec.Outcome = program(r) })
		rec.TookUS = time.Since(begin).Microseconds()
		if err := done(rec); err != nil {
			t.Fatal(err)
		}
	}}
	every := func(string, string) (bool, error) { return true, nil }
	testing.Main(every, []testing.InternalTest{half}, nil, nil)
	return nil
}

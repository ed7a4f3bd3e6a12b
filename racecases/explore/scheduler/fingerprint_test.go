package scheduler_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/scheduler"
)

// TestFingerprint holds which differences make another failure, and which do not.
func TestFingerprint(t *testing.T) {
	assertion := func(text string) scheduler.Failure {
		return scheduler.Failure{Kind: scheduler.Assertion, Message: text}
	}
	waits := func(line int, functions ...string) scheduler.Failure {
		f := scheduler.Failure{Kind: scheduler.Deadlock, Message: "goroutines wait for ever"}
		for i, name := range functions {
			f.Waits = append(f.Waits, scheduler.Wait{Goroutine: i, Op: "Lock", Where: []scheduler.Frame{{Func: name, File: "a.go", Line: line}}})
		}
		return f
	}
	race := func(first, second, function string) scheduler.Failure {
		at := func(op, function string) scheduler.RacingAccess {
			return scheduler.RacingAccess{Op: op, Where: []scheduler.Frame{{Func: function, File: "a.go", Line: 3}}}
		}
		return scheduler.Failure{Kind: scheduler.Race, Races: []scheduler.RacingAccess{at(first, "f"), at(second, function)}}
	}
	tests := []struct {
		name string
		a, b scheduler.Failure
		same bool
	}{
		{"values", assertion(`TestA at a_test.go:3: 1, want "x"`), assertion(`TestA at a_test.go:9: 17, want "y"`), true},
		{"texts", assertion("TestA at a_test.go:3: too few"), assertion("TestA at a_test.go:3: too many"), false},
		{"messages after the first", assertion("TestA at a_test.go:3: few"), assertion("TestA at a_test.go:3: few\nTestA at a_test.go:4: no end"), true},
		{"folders", assertion("TestA at /home/me/a_test.go:3: few"), assertion("TestA at /home/my code/ünï/a_test.go:3: few"), true},
		{"drives", assertion(`TestA at D:\me\a_test.go:3: few`), assertion(`TestA at C:\my code\a_test.go:3: few`), true},
		{"messages after the first, in a folder", assertion("TestA at /my code/a_test.go:3: few"), assertion("TestA at /my code/a_test.go:3: few\nTestA at /my code/a_test.go:4: no end"), true},
		{"lines", waits(1, "f", "g"), waits(2, "g", "f"), true},
		{"how many wait", waits(1, "f", "g"), waits(1, "f", "g", "g"), true},
		{"functions", waits(1, "f", "g"), waits(1, "f", "h"), false},
		{"which side of a race reads", race("read", "write", "g"), race("write", "read", "g"), true},
		{"that both sides of a race write", race("read", "write", "f"), race("write", "write", "f"), true},
		{"where the other side of a race is", race("read", "write", "g"), race("read", "write", "h"), false},
		{"kinds", assertion("x"), scheduler.Failure{Kind: scheduler.Panic, Message: "x"}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, b := tt.a.Fingerprint(scheduler.Bug), tt.b.Fingerprint(scheduler.Bug)
			assert.Equal(t, tt.same, a == b)
			assert.NotEqual(t, a, tt.a.Fingerprint(scheduler.EarlyTimer))
			assert.Len(t, a, 16)
		})
	}
}

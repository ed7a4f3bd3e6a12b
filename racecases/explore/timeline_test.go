package explore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

func TestTimeline(t *testing.T) {
	const folder = "racecases/lessons/lock"
	at := func(line int) []scheduler.Frame {
		return []scheduler.Frame{{File: "primitives/lock.go", Line: 3}, {File: folder + "/a.go", Line: line}}
	}
	source := func(file string) []string {
		if file != folder+"/a.go" {
			return nil
		}
		return []string{"package lock", "\tmu.Lock() // ours", "\tx  =  1", "func() { this line is longer than any screen has room for, and so it is cut where it ends }"}
	}
	trace := []scheduler.Event{
		{Goroutine: 0, Op: "start"},
		{Goroutine: 0, Op: "sync.Mutex.Lock", Where: at(2)},
		{Goroutine: 0, Op: "atomic", Where: at(2)}, // the same line of code: drawn once
		{Goroutine: 1, Op: "start", Deviates: true, Where: at(4)},
		{Goroutine: 1, Op: "chan send", Where: at(3)},
		{Goroutine: 1, Op: "select", Where: at(4)},
		{Goroutine: 0, Op: "chan send", Where: []scheduler.Frame{{File: "other.go", Line: 9}}},
		{Goroutine: 0, Op: "read", Where: at(3)}, // two accesses of one line: drawn each
		{Goroutine: 0, Op: "write", Where: at(3)},
	}
	waits := []scheduler.Wait{{Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(2)}, {Goroutine: 0, Op: "write", Where: at(3)}}
	var got []string
	for _, line := range explore.Timeline(trace, waits, folder, 80, source) {
		assert.LessOrEqual(t, len([]rune(line.Text)), 80)
		got = append(got, line.Text)
	}
	assert.Equal(t, []string{
		"  a a.go b other.go",
		"  main                  goroutine 1",
		"  start",
		"  a2 mu.Lock()",
		"»                       a4 starts",
		"                        a3 x = 1",
		"                        a4 func() { this line is longer than any screen has roo…",
		"  other.go:9 chan send",
		"  a3 load: x = 1",
		"  a3 store: x = 1",
		"                        waits: a2 mu.Lock()",
		"  next: a3 x = 1",
	}, got)
}

// TestCrowdedTimeline: where columns would be too narrow, each line names its goroutine.
func TestCrowdedTimeline(t *testing.T) {
	trace := []scheduler.Event{{Op: "start"}, {Goroutine: 30, Op: "start", Where: []scheduler.Frame{{File: "a.go", Line: 7}}}}
	assert.Equal(t, []explore.Line{{Text: "  g0: start"}, {Text: "  g30: 7 starts"}}, explore.Timeline(trace, nil, ".", 80, nil))
}

// TestLongTimeline: the middle of a long schedule is left out, but for what deviates.
func TestLongTimeline(t *testing.T) {
	var trace []scheduler.Event
	for i := range 500 {
		trace = append(trace, scheduler.Event{Op: "send", Deviates: i == 300, Where: []scheduler.Frame{{File: "a.go", Line: i}}})
	}
	lines := explore.Timeline(trace, nil, ".", 80, func(string) []string { return nil })
	require.Len(t, lines, 1+20+3+80)
	assert.Equal(t, "  … 280 lines", lines[21].Text)
	assert.Equal(t, "» a.go:300 send", lines[22].Text)
	assert.Equal(t, "  … 119 lines", lines[23].Text)
	assert.Equal(t, "  a.go:499 send", lines[103].Text)
}

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
	read := map[string]int{}
	source := func(file string) []string {
		if read[file]++; file != folder+"/a.go" {
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
		{Goroutine: 1, Op: "select", Where: at(4), Deviates: true, Chose: true}, // like the one before it, and drawn
		{Goroutine: 0, Op: "chan send", Where: []scheduler.Frame{{File: "other.go", Line: 9}}},
		{Goroutine: 0, Op: "read", Where: at(3)}, // two accesses of one line: drawn each
		{Goroutine: 0, Op: "write", Where: at(3)},
		{Goroutine: 0, Op: "drew", Drew: "1 of 0..9", Deviates: true, Where: at(3)},
		{Goroutine: 1, Op: "sync.WaitGroup.Done"}, // at no line of the program
		{Goroutine: scheduler.Clock, Op: "a timer fires 1s early", Deviates: true},
	}
	waits := []scheduler.Wait{{Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(2)}, {Goroutine: 0, Op: "write", Where: at(3)}}
	var got []string
	for _, line := range (explore.View{Folder: folder, Width: 80, Source: source}).Timeline(trace, &scheduler.Failure{Waits: waits}) {
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
		"»                       a4 func() { this line is longer than any screen has roo…",
		"  other.go:9 chan send",
		"  a3 load: x = 1",
		"  a3 store: x = 1",
		"» a3 drew 1 of 0..9: x = 1",
		"» a timer fires 1s early",
		"                        waits: a2 mu.Lock()",
		"  next: a3 x = 1",
	}, got)
	assert.Equal(t, map[string]int{folder + "/a.go": 1, "other.go": 1}, read, "a long trace is in few files")
}

// TestTimelineOfRace: the accesses are what the steps lead to, and come last, the earlier one first.
func TestTimelineOfRace(t *testing.T) {
	at := func(line int) []scheduler.Frame { return []scheduler.Frame{{File: "shop/a.go", Line: line}} }
	trace := []scheduler.Event{{Op: "start"}, {Goroutine: 1, Op: "start", Where: at(1)}, {Goroutine: 2, Op: "start", Where: at(1)}}
	race := &scheduler.Failure{Kind: scheduler.Race, Races: []scheduler.RacingAccess{
		{Goroutine: 2, Op: "read", Where: at(3)}, {Goroutine: 1, Op: "atomic write", Where: at(2)},
	}}
	source := func(string) []string { return []string{"go func() {", "n.Store(1)", "return n"} }
	var got []string
	for _, line := range (explore.View{Width: 80, Source: source}).Timeline(trace, race) {
		got = append(got, line.Text)
	}
	assert.Equal(t, []string{
		"  main          goroutine 1   goroutine 2",
		"  start",
		"                1 starts",
		"                              1 starts",
		"                races: 2 atomic write: n.Store(1)",
		"                              races: 3 read: return n",
	}, got)
}

// TestSteps: for columns of its own a page wants what a line draws, and not how.
func TestSteps(t *testing.T) {
	const file = "racecases/lessons/lock/a.go"
	at := func(line int) []scheduler.Frame { return []scheduler.Frame{{File: file, Line: line}} }
	var trace []scheduler.Event
	for range 4 {
		trace = append(trace, scheduler.Event{Goroutine: 1, Op: "send", Where: at(1)}, scheduler.Event{Op: "receive", Where: at(2)})
	}
	trace = append(trace, scheduler.Event{Goroutine: 2, Op: "send", Where: at(1), Deviates: true})
	lines, notes := explore.View{Width: 80, Source: func(string) []string { return []string{"c <- 1", "<-c"} }}.Steps(trace, nil)
	var got []explore.Step
	for _, l := range lines {
		got = append(got, l.Step)
	}
	assert.Equal(t, []explore.Step{
		{Goroutine: 1, Text: "1 c <- 1", File: file, Number: 1},
		{Goroutine: 0, Text: "2 <-c", File: file, Number: 2},
		{}, // how many times
		{Goroutine: 2, Text: "1 c <- 1", File: file, Number: 1, Deviates: true},
	}, got)
	assert.Equal(t, "  … 4 times", lines[2].Text)
	assert.Empty(t, notes)
}

func lib(line int) []scheduler.Frame {
	return []scheduler.Frame{
		{Func: "sync/atomic.AddInt64", File: "/usr/local/go/src/runtime/race_amd64.s", Line: 289},
		{Func: "sync/atomic.AddInt64", File: "<autogenerated>", Line: 1},
		{Func: "sync.(*Mutex).Lock", File: "/usr/local/go/src/sync/mutex.go", Line: 1},
		{Func: "example.com/lib.(*Queue).Put", File: "example.com/lib@v1.2.3/queue.go", Line: line},
		{Func: "own.TestPut", File: "put_test.go", Line: 7},
	}
}

// TestPlace: a step in a library is drawn as the library's line, and one in the standard
// library as that of its caller.
func TestPlace(t *testing.T) {
	at, ok := explore.Place(lib(5), "")
	require.True(t, ok)
	assert.Equal(t, "example.com/lib@v1.2.3/queue.go:5", at.String())
	caller, ok := explore.Caller(lib(5), "")
	require.True(t, ok)
	assert.Equal(t, "put_test.go:7", caller.String())
	_, ok = explore.Caller(lib(5)[4:], "")
	assert.False(t, ok, "of a call in the program itself")
	own := []scheduler.Frame{{Func: "own/lib.Put", File: "lib/put.go", Line: 2}, {Func: "own/lib.Add", File: "lib/add.go", Line: 3}, {Func: "own.TestPut", File: "put_test.go", Line: 7}}
	caller, ok = explore.Caller(own, "")
	require.True(t, ok, "of a call from another package")
	assert.Equal(t, "put_test.go:7", caller.String())
}

// draw draws events of which each has a line in one file.
func draw(v explore.View, trace []scheduler.Event, waits ...scheduler.Wait) []string {
	v.Width, v.Source = 80, func(string) []string { return nil }
	var text []string
	for _, line := range v.Timeline(trace, &scheduler.Failure{Waits: waits}) {
		text = append(text, line.Text)
	}
	return text
}

func at(line int) []scheduler.Frame { return []scheduler.Frame{{File: "a.go", Line: line}} }

// TestCrowdedTimeline: goroutines that do the same share a column where there are too
// many of them; a goroutine that deviates has its own. If there are still too many, each
// line names its goroutine.
func TestCrowdedTimeline(t *testing.T) {
	var crowd []scheduler.Event
	var waits []scheduler.Wait
	for g := range 300 {
		crowd = append(crowd, scheduler.Event{Goroutine: g + 1, Op: "start", Where: at(7), Deviates: g == 200})
		waits = append(waits, scheduler.Wait{Goroutine: g + 1, Op: "lock", Where: at(8)})
	}
	assert.Equal(t, []string{
		"  goroutine 1 stands for 299 goroutines that do the same",
		"  goroutine 1           goroutine 201",
		"  7 starts",
		"»                       7 starts",
		"  a.go:8 waits:",
		"                        a.go:8 waits:",
	}, draw(explore.View{}, crowd, waits...))
	narrow := explore.View{Width: 40, Source: func(string) []string { return nil }}.Timeline(crowd, &scheduler.Failure{Waits: waits})
	assert.Equal(t, "  goroutine 1 stands for 299 goroutines", narrow[0].Text)
	assert.Equal(t, "  that do the same", narrow[1].Text)

	var many []scheduler.Event
	for g := range 20 {
		many = append(many, scheduler.Event{Goroutine: g, Op: "start", Where: at(g), Deviates: true})
	}
	assert.Equal(t, "» g19: 19 starts", draw(explore.View{}, many)[19])
	for g := range 18 {
		many[g+1].Deviates = false
	}
	assert.Equal(t, []string{
		"  18 others, which all come to their end, are not drawn",
		"  main                  goroutine 19", "» 0 starts", "»                       19 starts",
	}, draw(explore.View{}, many))
}

// TestLoopedTimeline: a loop is drawn once, with the number of its rounds.
func TestLoopedTimeline(t *testing.T) {
	var trace []scheduler.Event
	for range 98 {
		trace = append(trace, scheduler.Event{Op: "lock", Where: at(3)}, scheduler.Event{Op: "unlock", Where: at(4)})
	}
	trace = append(trace, scheduler.Event{Op: "close", Where: at(5)})
	assert.Equal(t, []string{"  main", "  a.go:3 lock", "  a.go:4 unlock", "  … 98 times", "  a.go:5 close"}, draw(explore.View{}, trace))
	trace[100].Deviates = true
	assert.Equal(t, []string{
		"  main", "  a.go:3 lock", "  a.go:4 unlock", "  … 50 times", "» a.go:3 lock",
		"  a.go:4 unlock", "  a.go:3 lock", "  … 47 times", "  a.go:4 unlock", "  a.go:5 close",
	}, draw(explore.View{}, trace))
}

// TestLongTimeline: the middle of a long schedule is left out, but for what deviates.
func TestLongTimeline(t *testing.T) {
	var trace []scheduler.Event
	for i := range 500 {
		trace = append(trace, scheduler.Event{Op: "send", Deviates: i == 300, Where: at(i)})
	}
	lines := draw(explore.View{Lines: 40}, trace)
	require.Len(t, lines, 1+10+3+30)
	assert.Equal(t, "  … 290 lines", lines[11])
	assert.Equal(t, "» a.go:300 send", lines[12])
	assert.Equal(t, "  … 169 lines", lines[13])
	assert.Equal(t, "  a.go:499 send", lines[43])
	assert.Len(t, draw(explore.View{}, trace), 501, "unless all lines are asked for")
}

// TestInitTimeline: package initialisation is drawn only if the schedule departs from the
// default there, or does not get further.
func TestInitTimeline(t *testing.T) {
	at := []scheduler.Frame{{File: "a.go", Line: 1}}
	trace := []scheduler.Event{{Op: "start"}, {Op: "sync.Map.Store", Init: true, Where: at}, {Op: "chan send", Where: at}}
	view := explore.View{Folder: ".", Width: 80, Source: func(string) []string { return nil }}
	drawn := func(trace []scheduler.Event) (text string) {
		for _, line := range view.Timeline(trace, nil) {
			text += line.Text + "\n"
		}
		return text
	}
	assert.NotContains(t, drawn(trace), "Store")
	assert.Contains(t, drawn(trace), "send")
	assert.Contains(t, drawn(trace[:2]), "Store")
	trace[1].Deviates = true
	assert.Contains(t, drawn(trace), "Store")
}

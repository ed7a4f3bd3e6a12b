package board_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
	"threadlab/scripts/threadlab/board"
	"threadlab/scripts/threadlab/term"
)

// source is a file of numbered lines, of which one has a mark.
func source(string) []string {
	lines := make([]string, 60)
	for i := range lines {
		lines[i] = fmt.Sprintf("\tcall%d() // %s", i+1, strings.Repeat("long ", 30))
	}
	lines[17], lines[18] = "\truntime.Gosched()", "\tsecond.Lock() // want: wait sync.Mutex.Lock"
	return lines
}

func at(line int, more ...scheduler.Frame) []scheduler.Frame {
	return append(more, scheduler.Frame{Func: "p.f", File: "p/p.go", Line: line})
}

func draw(b board.Board, s scheduler.State) []string {
	var out bytes.Buffer
	b.Screen, b.Source, b.Folder = term.NewScreen(&out), source, "p"
	for _, line := range b.Draw(s, nil) {
		b.Screen.Println(line)
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

// middle is a state in which goroutines wait, can go on, have ended and stand in a library.
func middle() scheduler.State {
	library := scheduler.Frame{Func: "lib.(*Cond).Wait", File: "lib/cond.go", Line: 7}
	return scheduler.State{
		At: 6, Schedule: "3.1",
		Goroutines: []scheduler.GoroutineState{
			{ID: 0, Status: scheduler.Waits, Op: "threads.Wait", For: "its count is 2", Where: at(24)},
			{ID: 1, Status: scheduler.CanGoOn, Op: "runtime.Gosched", Where: at(18)},
			{ID: 2, Status: scheduler.CanGoOn, Op: "write", Stores: "4", Where: at(18)},
			{ID: 3, Status: scheduler.Ended},
			{ID: 4, Status: scheduler.Waits, Op: "c.Wait (Wait)", For: "a signal", Where: at(19, library)},
			{ID: 5, Status: scheduler.Waits, Op: "c.Wait (Wait)", For: "a signal", Where: at(19, library)},
		},
		Objects: []scheduler.ObjectState{
			{Name: "c.queue.crowd", Text: "2 to be signalled"}, {Name: "a", Text: "held by g1"}, {Name: "mutex 1", Text: "free"},
		},
		Variables: []scheduler.VariableState{{Goroutine: scheduler.Clock, Name: "moved", Value: "0"}, {Goroutine: 1, Name: "first", Value: "&a"}},
		Race: []scheduler.RacingAccess{
			{Goroutine: 1, Op: "read", Variable: "moved", Where: at(18)}, {Goroutine: 2, Op: "write", Variable: "moved", Where: at(18)},
		},
		Choices: []scheduler.Choice{
			{Number: 0, Kind: scheduler.ChoosesGoroutine, Goroutine: 2}, {Number: 1, Kind: scheduler.ChoosesGoroutine, Goroutine: 1},
			{Number: 2, Kind: scheduler.ChoosesTimer, Goroutine: scheduler.Clock, Text: "a timer fires 5ms early"},
		},
	}
}

func TestDraw(t *testing.T) {
	got := draw(board.Board{Title: "lock/abba, broken half", Open: []string{"p.go:18"}}, middle())
	cut := strings.TrimSpace(strings.Repeat("long ", 9))
	assert.Equal(t, []string{
		"lock/abba, broken half                                     move 6   schedule 3.1",
		"               16      call16() // " + cut + "…",
		"               17      call17() // " + cut + "…",
		"       g1 g2   18+     runtime.Gosched()",
		"       g4 g5   19      second.Lock()",
		"               20      call20() // " + cut + "…",
		"                …",
		"               23      call23() // " + cut + "…",
		"        main   24      call24() // " + cut + "…",
		"               25      call25() // " + cut + "…",
		"  a = held by g1 · moved = 0 · g1.first = &a · c.queue.crowd = 2 to be signalled",
		"  mutex 1 = free",
		"     main     threads.Wait     waits: its count is 2",
		"  1  g1       runtime.Gosched  can go on",
		"  2  g2       write            can go on, about to store 4",
		"     g4 g5    c.Wait (Wait)    waits: a signal",
		"  t  a timer fires 5ms early",
		"     g3 ended",
		"  ✗ data race: g1 is about to read moved at line 18, g2 is about to write moved",
		"    at line 18, and nothing orders the two",
	}, trimmed(got))
}

func trimmed(lines []string) (out []string) {
	for _, line := range lines {
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// TestChanged: what the last move has changed has a star.
func TestChanged(t *testing.T) {
	b := board.Board{Screen: term.NewScreen(new(bytes.Buffer)), Source: source, Folder: "p"}
	before, s := middle(), middle()
	s.Variables[0].Value = "1"
	text := ansi.Strip(strings.Join(b.Draw(s, &before), "\n"))
	assert.Contains(t, text, "  a = held by g1 · moved = 1* · g1.first = &a\n")
	assert.NotContains(t, strings.Join(b.Draw(s, &s), "\n"), "*")
}

// TestHidden: where the default is hidden, a state looks the same whichever choice it is.
func TestHidden(t *testing.T) {
	one, other := middle(), middle()
	other.Choices[0].Number, other.Choices[1].Number = 1, 0
	other.Choices[0], other.Choices[1] = other.Choices[1], other.Choices[0]
	other.Schedule = "default"
	assert.Equal(t, draw(board.Board{HideDefault: true}, one), draw(board.Board{HideDefault: true}, other))
	assert.NotEqual(t, draw(board.Board{}, one), draw(board.Board{}, other), "the schedule says it")
}

// TestEnds draws states that are over: values of a program that has returned are gone, and
// two accesses that met have their goroutines at them.
func TestEnds(t *testing.T) {
	s := middle()
	s.Over, s.Choices = true, nil
	text := strings.Join(draw(board.Board{}, s), "\n")
	assert.NotContains(t, text, "moved")
	assert.Contains(t, text, "runtime.Gosched  could go on")

	s.Failure = &scheduler.Failure{Kind: scheduler.RacyPair, Waits: []scheduler.Wait{{Goroutine: 1, Op: "read", Where: at(40)}}}
	text = strings.Join(draw(board.Board{}, s), "\n")
	assert.Regexp(t, `(?m)^ +g1   40      call40`, text)
	assert.Contains(t, text, "moved = 0")
	assert.NotContains(t, text, "data race", "the failure says it")

	s.Failure = &scheduler.Failure{Kind: scheduler.Outcome}
	outside := []scheduler.Frame{{Func: "main.half", File: "other/find.go", Line: 30}}
	s.Goroutines = []scheduler.GoroutineState{{ID: 0, Status: scheduler.Failed, Where: outside}}
	s.Trace = []scheduler.Event{{Goroutine: 0, Where: at(40)}, {Goroutine: 0, Where: at(50)}, {Goroutine: 1, Where: at(30)}}
	assert.Regexp(t, `(?m)^ +main   50      call50`, strings.Join(draw(board.Board{}, s), "\n"), "the failure is after its last step")

	s = middle()
	s.Over, s.Choices = true, nil
	s.Failure = &scheduler.Failure{Kind: scheduler.Panic}
	s.Goroutines[1].Status = scheduler.Failed
	assert.Regexp(t, `(?m)^     g1 +✗ failed$`, strings.Join(draw(board.Board{}, s), "\n"))
	assert.Len(t, draw(board.Board{}, scheduler.State{Over: true}), 1)

	s = scheduler.State{}
	for id := range 60 {
		s.Goroutines = append(s.Goroutines, scheduler.GoroutineState{ID: id, Status: scheduler.Ended})
	}
	assert.Regexp(t, `^     main g1 g2 .*… ended$`, draw(board.Board{}, s)[1])
}

// TestFits draws large states: with the line of keys and the prompt they fit 80 x 24.
func TestFits(t *testing.T) {
	for seed := range uint64(testmain.Sample(t, 60, 20)) {
		r := rand.New(rand.NewPCG(seed, 1))
		var s scheduler.State
		s.Schedule = strings.Repeat("10.1-", r.IntN(40))
		for id := range r.IntN(60) {
			g := scheduler.GoroutineState{ID: id, Status: scheduler.CanGoOn, Op: strings.Repeat("op", 1+r.IntN(30)), Where: at(1 + r.IntN(60))}
			if r.IntN(2) == 0 {
				g.Status, g.For = scheduler.Waits, strings.Repeat("what ", r.IntN(30))
			} else {
				s.Choices = append(s.Choices, scheduler.Choice{Number: len(s.Choices), Kind: scheduler.ChoosesGoroutine, Goroutine: id})
			}
			s.Goroutines = append(s.Goroutines, g)
		}
		for i := range r.IntN(40) {
			s.Objects = append(s.Objects, scheduler.ObjectState{Name: fmt.Sprint("o", i), Text: strings.Repeat("held ", r.IntN(20))})
		}
		lines := draw(board.Board{Title: strings.Repeat("title ", r.IntN(20))}, s)
		assert.LessOrEqual(t, len(lines), 22, "seed %d", seed)
		for _, line := range lines {
			assert.LessOrEqual(t, ansi.StringWidth(line), 80, "seed %d: %s", seed, line)
		}
	}
}

// TestStatement is where a goroutine stands, one that can go on before others.
func TestStatement(t *testing.T) {
	b := board.Board{Folder: "p"}
	got, ok := b.Statement(middle())
	assert.True(t, ok)
	assert.Equal(t, "p.go:18", got)
	_, ok = b.Statement(scheduler.State{})
	assert.False(t, ok)
	assert.Equal(t, "p.go:19", b.Stands(middle(), 4))
	assert.Empty(t, b.Stands(middle(), 3))
}

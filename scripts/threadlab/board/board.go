// Package board draws the state of a run that is played, so that it fits a terminal of 80
// columns and 24 lines: the source with the goroutines that stand in it, what objects and
// variables hold, and what each goroutine can do next.
package board

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
	"threadlab/scripts/threadlab/term"
)

// The lines that a part of the board takes at most; with its head and the prompt below it
// that is a screen.
const (
	sourceLines    = 9
	valueLines     = 4
	goroutineLines = 8
)

// A Board says how states are drawn.
type Board struct {
	Screen      *term.Screen
	Source      explore.Source
	Folder      string   // of the program: its calls stand for the calls that they make, see explore.Place
	Title       string   // what is played
	Open        []string // statements whose reads and writes are moves
	HideDefault bool     // nothing shows which choice is the default
}

// Draw returns the lines of a state.
func (b Board) Draw(s scheduler.State) []string {
	lines := []string{b.head(s)}
	lines = append(lines, b.source(s)...)
	lines = append(lines, b.values(s)...)
	lines = append(lines, b.goroutines(s)...)
	return append(lines, b.race(s)...)
}

// head is the first line: what is played, and where in the run this is.
func (b Board) head(s scheduler.State) string {
	right := fmt.Sprintf("move %d", s.At)
	if !b.HideDefault {
		right += "   schedule " + s.Schedule
	}
	left := ansi.Truncate(b.Title, term.Width-10, "…")
	if room := term.Width - ansi.StringWidth(left) - 2; ansi.StringWidth(right) > room {
		right = ansi.Truncate(right, room, "…")
	}
	gap := term.Width - ansi.StringWidth(left) - ansi.StringWidth(right)
	return b.Screen.Bold(left) + strings.Repeat(" ", gap) + b.Screen.Faint(right)
}

// name is that of a goroutine, in its colour.
func (b Board) name(id int) string {
	if id < 0 {
		return scheduler.GoroutineName(id)
	}
	return b.Screen.Nth(id, scheduler.GoroutineName(id))
}

// values are the objects and the variables, as many to a line as fit. Those of a program that
// has returned are gone.
func (b Board) values(s scheduler.State) []string {
	if s.Over && s.Failure == nil {
		return nil
	}
	var items []string
	for _, o := range s.Objects {
		items = append(items, o.Name+" = "+o.Text)
	}
	for _, v := range s.Variables {
		name := v.Name
		if v.Goroutine != scheduler.Clock {
			name = scheduler.GoroutineName(v.Goroutine) + "." + name
		}
		items = append(items, name+" = "+v.Value)
	}
	return b.joined(items, "  ", valueLines)
}

const dot = " · "

// joined sets items side by side, and says how many are left out.
func (b Board) joined(items []string, indent string, most int) (lines []string) {
	for i, item := range items {
		item = ansi.Truncate(strings.Join(strings.Fields(item), " "), term.Width-len(indent)-16, "…")
		last := len(lines) - 1
		rest := ""
		if more := len(items) - i; len(lines) == most && more > 1 {
			rest = fmt.Sprintf("%s… %d more", dot, more-1)
		}
		switch {
		case last >= 0 && ansi.StringWidth(lines[last]+dot+item+rest) <= term.Width:
			lines[last] += dot + item
		case len(lines) < most:
			lines = append(lines, indent+item)
		default:
			lines[last] += fmt.Sprintf("%s… %d more", dot, len(items)-i)
			return lines
		}
	}
	return lines
}

// race says that two goroutines stand at accesses that conflict.
func (b Board) race(s scheduler.State) []string {
	if len(s.Race) < 2 {
		return nil
	}
	var at []string
	for _, x := range s.Race {
		text := scheduler.GoroutineName(x.Goroutine) + " is about to " + x.Op
		if f, ok := explore.Place(x.Where, b.Folder); ok {
			text += fmt.Sprintf(" at line %d", f.Line)
		}
		at = append(at, text)
	}
	text := term.Wrap("✗ data race: "+strings.Join(at, ", ")+", and nothing orders the two", "  ")
	return strings.Split(b.Screen.Bad(text), "\n")
}

// Statement returns the line at which one of the goroutines stands, for play.Game.Toggle: of
// the number that is asked for, or of any if that is 0. It prefers those that can go on.
func (b Board) Statement(s scheduler.State, line int) (string, bool) {
	goroutines := slices.Clone(s.Goroutines)
	slices.SortStableFunc(goroutines, func(x, y scheduler.GoroutineState) int { return rank(x) - rank(y) })
	for _, g := range goroutines {
		if f, ok := explore.Place(g.Where, b.Folder); ok && (line == 0 || line == f.Line) {
			return play.Statement(f), true
		}
	}
	return "", false
}

func rank(g scheduler.GoroutineState) int {
	if g.Status == scheduler.CanGoOn {
		return 0
	}
	return 1
}

// Package board draws the state of a run that is played, so that it fits a terminal of 80 columns and 24 lines: the
// source with the goroutines that stand in it, what objects and variables hold, and what each goroutine can do next.
package board

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
	"threadlab/scripts/threadlab/term"
)

// The lines that a part of the board takes at most; with its head and the prompt below it that is a screen.
const (
	sourceLines    = 9
	sourceAtEnd    = 5 // leaves room for what is said about the end
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

// Draw returns the lines of a state. What objects and variables hold that did not in the state
// before is marked with a star; nil: there was none.
func (b Board) Draw(s scheduler.State, before *scheduler.State) []string {
	s = b.failed(met(s))
	lines := []string{b.head(s)}
	lines = append(lines, b.source(s)...)
	lines = append(lines, b.values(s, before)...)
	lines = append(lines, b.goroutines(s)...)
	return append(lines, b.race(s)...)
}

// head is the first line: what is played, and where in the run this is.
func (b Board) head(s scheduler.State) string {
	right := fmt.Sprintf("move %d", s.At)
	if !b.HideDefault {
		right += "   schedule " + s.Schedule
	}
	left := ansi.Truncate(b.Title, b.Screen.Width()-10, "…")
	if s.Schedule == scheduler.Schedule(nil).String() && ansi.StringWidth(left+right)+2 > b.Screen.Width() {
		right = fmt.Sprintf("move %d", s.At) // half of a word says less
	}
	if room := b.Screen.Width() - ansi.StringWidth(left) - 2; ansi.StringWidth(right) > room {
		right = ansi.Truncate(right, room, "…")
	}
	gap := b.Screen.Width() - ansi.StringWidth(left) - ansi.StringWidth(right)
	return b.Screen.Bold(left) + strings.Repeat(" ", gap) + b.Screen.Faint(right)
}

// name is that of a goroutine, in its colour.
func (b Board) name(id int) string {
	if id < 0 {
		return scheduler.GoroutineName(id)
	}
	return b.Screen.Nth(id, scheduler.GoroutineName(id))
}

// values are the objects and the variables, as many to a line as fit. Those of a program that has returned are gone.
func (b Board) values(s scheduler.State, before *scheduler.State) []string {
	if s.Over && s.Failure == nil {
		return nil
	}
	items := valuesOf(s)
	if before != nil {
		known := valuesOf(*before)
		for i, item := range items {
			if !slices.Contains(known, item) {
				items[i] = b.Screen.Warn(item + "*")
			}
		}
	}
	return b.joined(items, "  ", valueLines)
}

// valuesOf lists what objects and variables hold; what is deep in a library comes last.
func valuesOf(s scheduler.State) []string {
	var items, inner []string
	for _, o := range s.Objects {
		if own(o.Name) {
			items = append(items, o.Name+" = "+o.Text)
		} else {
			inner = append(inner, o.Name+" = "+o.Text)
		}
	}
	for _, v := range s.Variables {
		name := v.Name
		if v.Goroutine != scheduler.Clock {
			name = scheduler.GoroutineName(v.Goroutine) + "." + name
		}
		items = append(items, name+" = "+v.Value)
	}
	return append(items, inner...)
}

// own reports whether the name of an object is that of a variable, or of what one holds: not
// one deep in a library, nor that of a kind with a number.
func own(name string) bool { return strings.Count(name, ".") < 2 && !strings.Contains(name, " ") }

// joined sets items side by side, as many as fit into so many lines, and says how many are left out.
func (b Board) joined(items []string, indent string, most int) []string {
	for n := min(len(items), most*b.Screen.Width()/len(dot)); ; n-- {
		shown := items[:n]
		if more := len(items) - n; more > 0 {
			shown = append(slices.Clone(shown), fmt.Sprintf("… %d more", more))
		}
		if lines := b.packed(shown, indent); len(lines) <= most {
			return lines
		}
	}
}

const dot = " · "

// packed sets items side by side, in as many lines as they need.
func (b Board) packed(items []string, indent string) (lines []string) {
	for _, item := range items {
		item = ansi.Truncate(strings.Join(strings.Fields(item), " "), b.Screen.Width()-len(indent), "…")
		if last := len(lines) - 1; last >= 0 && ansi.StringWidth(lines[last]+dot+item) <= b.Screen.Width() {
			lines[last] += dot + item
		} else {
			lines = append(lines, indent+item)
		}
	}
	return lines
}

// race says that two goroutines stand at accesses that conflict. Where that ends the run it is
// the failure, and said there.
func (b Board) race(s scheduler.State) []string {
	if len(s.Race) < 2 || s.Over {
		return nil
	}
	var at []string
	for _, x := range s.Race {
		text := scheduler.GoroutineName(x.Goroutine) + " is about to " + strings.TrimSpace(x.Op+" "+x.Variable)
		if f, ok := explore.Place(x.Where, b.Folder); ok {
			text += fmt.Sprintf(" at line %d", f.Line)
		}
		at = append(at, text)
	}
	text := b.Screen.Wrap("✗ data race: "+strings.Join(at, ", ")+", and nothing orders the two", "  ")
	return strings.Split(b.Screen.Bad(text), "\n")
}

// met returns a state with the goroutines at the accesses of the racy pair that has ended it:
// the second one had not stopped there yet.
func met(s scheduler.State) scheduler.State {
	if s.Failure == nil || s.Failure.Kind != scheduler.RacyPair {
		return s
	}
	s.Goroutines = slices.Clone(s.Goroutines)
	for _, w := range s.Failure.Waits {
		if g := s.Goroutine(w.Goroutine); g != nil {
			g.Op, g.Where = w.Op, w.Where
		}
	}
	return s
}

// failed returns a state that has ended because the program was found wrong after its last
// step, as an outcome is: its goroutine is shown at that step, for the failure is in no line.
func (b Board) failed(s scheduler.State) scheduler.State {
	s.Goroutines = slices.Clone(s.Goroutines)
	for i := range s.Goroutines {
		g := &s.Goroutines[i]
		if f, ok := b.place(*g); g.Status != scheduler.Failed || b.Folder == "" || ok && path.Dir(f.File) == b.Folder {
			continue
		}
		for _, e := range s.Trace {
			if e.Goroutine == g.ID && !e.Init && len(e.Where) > 0 {
				g.Where = e.Where
			}
		}
	}
	return s
}

// Stands returns the line of the program at which a goroutine stands, as in file.go:LINE.
func (b Board) Stands(s scheduler.State, id int) string {
	g := s.Goroutine(id)
	if g == nil {
		return ""
	}
	if f, ok := b.place(*g); ok {
		return play.Statement(f)
	}
	return ""
}

// Statement returns the line at which a goroutine stands, one that can go on if there is one, for play.Game.Toggle.
func (b Board) Statement(s scheduler.State) (string, bool) {
	goroutines := b.failed(s).Goroutines
	slices.SortStableFunc(goroutines, func(x, y scheduler.GoroutineState) int { return rank(x) - rank(y) })
	for _, g := range goroutines {
		if f, ok := b.place(g); ok {
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

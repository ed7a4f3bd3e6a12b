// Package play steps through a run by hand: a [Game] is where the player stands, and what
// front ends do with it is a line of input each (see [Parse]).
//
// The engine behind it is a pure function from a schedule and a number of moves to a state
// (see [scheduler.Play]). So a move back is a run with one move less, and nothing that a
// game shows depends on what was tried before.
package play

import (
	"errors"
	"fmt"
	"slices"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// An Engine runs the program: [explore.Player], for one entry point.
type Engine interface {
	// Play returns the state that a play names.
	Play(scheduler.Play) (scheduler.State, error)
	// Find searches after a state for a schedule that fails, or for one that survives. The
	// schedule of its report begins with the moves of the play.
	Find(from scheduler.Play, survivor bool) (explore.Report, error)
}

// A Game is where a player stands in a run.
type Game struct {
	State scheduler.State
	Open  []string // the statements whose reads and writes are moves, as in scheduler.Play

	engine Engine
	path   scheduler.Schedule // leads to the state, and may name moves after it
	ahead  bool               // the path was given or found: Next follows it to its end
	far    int                // the most moves along the path that were made
}

// Start returns a game at the state of a play. If the play names a schedule, Next follows it.
func Start(e Engine, at scheduler.Play) (*Game, error) {
	g := &Game{engine: e, Open: slices.Clone(at.Open), ahead: at.Schedule != ""}
	path := scheduler.Schedule(nil)
	if g.ahead {
		var err error
		if path, err = scheduler.ParseSchedule(at.Schedule); err != nil {
			return nil, err
		}
	}
	return g, g.to(path, at.At)
}

// Show goes to the state of a play, whatever was played before. After an error nothing has changed.
func (g *Game) Show(at scheduler.Play) error {
	next, err := Start(g.engine, at)
	if err == nil {
		*g = *next
	}
	return err
}

// Play names the state.
func (g *Game) Play() scheduler.Play {
	return scheduler.Play{Schedule: g.State.Schedule, At: g.State.At, Open: g.Open}
}

// to goes to the state after so many moves along a path.
func (g *Game) to(path scheduler.Schedule, at int) error {
	s, err := g.engine.Play(scheduler.Play{Schedule: path.String(), At: at, Open: g.Open})
	if err != nil {
		return err
	}
	g.State, g.path, g.far = s, path, max(g.far, s.At)
	return nil
}

// ErrOver says that there is no move left.
var ErrOver = errors.New("the run is over: u goes back, r starts again, q quits")

// Choose makes the move of a choice of the state, by its number.
func (g *Game) Choose(number int) error {
	s := g.State
	if s.Over {
		return ErrOver
	}
	if !slices.ContainsFunc(s.Choices, func(c scheduler.Choice) bool { return c.Number == number }) {
		return fmt.Errorf("there is no choice %d", number)
	}
	if number == g.next() {
		return g.to(g.path, s.At+1)
	}
	path := slices.DeleteFunc(slices.Clone(g.path), func(d scheduler.Delay) bool { return d.Point >= s.Point })
	if number > 0 {
		path = append(path, scheduler.Delay{Point: s.Point, Alternative: number})
	}
	far := g.far
	g.far = 0
	if err := g.to(path, s.At+1); err != nil {
		g.far = far
		return err
	}
	g.ahead = false
	return nil
}

// next is the choice that the path takes.
func (g *Game) next() int {
	if len(g.State.Choices) > 1 {
		for _, d := range g.path {
			if d.Point == g.State.Point {
				return d.Alternative
			}
		}
	}
	return 0
}

// Follows reports whether the next move is that of a schedule which was given, found or
// played before, and not merely the default.
func (g *Game) Follows() bool { return g.ahead || g.State.At < g.far }

// Next makes the next move of the schedule that the game follows, else the default one.
func (g *Game) Next() error { return g.Choose(g.next()) }

// Undo goes back by one move.
func (g *Game) Undo() error {
	if g.State.At == 0 {
		return errors.New("this is the start: there is no move to undo")
	}
	return g.to(g.path, g.State.At-1)
}

// GoTo goes to the state after so many moves: back, or on along the path.
func (g *Game) GoTo(at int) error { return g.to(g.path, at) }

// Far returns the most moves along the path that were made.
func (g *Game) Far() int { return g.far }

// Find has the explorer look for a failure after this state, or for a run that survives.
// If there is one, the game follows it from here. Errors are those of the engine.
func (g *Game) Find(survivor bool) (explore.Report, error) {
	r, err := g.engine.Find(g.Play(), survivor)
	if err != nil || r.Replay == "" {
		return r, err
	}
	path, err := scheduler.ParseSchedule(r.Replay)
	if err != nil {
		return r, err
	}
	g.path, g.ahead, g.far = path, true, g.State.At
	return r, nil
}

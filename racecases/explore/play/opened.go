package play

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// maxRetraced is how many moves are made again when a statement is opened or closed.
const maxRetraced = 2000

// Toggle opens a statement, file.go:LINE or [scheduler.OpenAll], so that its reads and writes
// are moves, or closes it. The moves so far are made again: the accesses of a statement that
// is opened follow each other as they did inside of one move. An error says that this cannot be;
// then nothing has changed.
func (g *Game) Toggle(statement string) (opened bool, err error) {
	open := slices.DeleteFunc(slices.Clone(g.Open), func(s string) bool { return s == statement })
	if opened = len(open) == len(g.Open); opened {
		open = append(open, statement)
	}
	if g.State.At > maxRetraced {
		return false, fmt.Errorf("%d moves are too many to make again: r starts again, then open it", g.State.At)
	}
	moves, err := g.moves()
	if err != nil {
		return false, err
	}
	if !opened {
		if moves, err = without(moves, statement); err != nil {
			return false, err
		}
	}
	next, err := Start(g.engine, scheduler.Play{Open: open})
	if err != nil {
		return false, err
	}
	for _, m := range moves {
		if err := next.repeat(m, statement, opened); err != nil {
			return false, err
		}
	}
	*g = *next
	return opened, nil
}

// A move is a choice that was made, and where its goroutine stood.
type move struct {
	scheduler.Choice
	at scheduler.GoroutineState
}

// moves lists those that have led here.
func (g *Game) moves() ([]move, error) {
	var moves []move
	before, err := Start(g.engine, scheduler.Play{Schedule: g.State.Schedule, Open: g.Open})
	if err != nil {
		return nil, err
	}
	for before.State.At < g.State.At {
		s, number := before.State, before.next()
		i := slices.IndexFunc(s.Choices, func(c scheduler.Choice) bool { return c.Number == number })
		if i < 0 {
			return nil, fmt.Errorf("move %d is none of the program's", s.At)
		}
		m := move{Choice: s.Choices[i]}
		if g := s.Goroutine(m.Goroutine); g != nil {
			m.at = *g
		}
		moves = append(moves, m)
		if err := before.Next(); err != nil {
			return nil, err
		}
	}
	return moves, nil
}

// without leaves out the moves that are accesses of a statement. Another goroutine must not
// have moved since its own one before them.
func without(moves []move, statement string) (kept []move, err error) {
	for i, m := range moves {
		if !stands(m.at, statement) {
			kept = append(kept, m)
			continue
		}
		if i > 0 && moves[i-1].Goroutine != m.Goroutine {
			return nil, fmt.Errorf("other goroutines have moved inside of %s: undo these moves first", statement)
		}
	}
	return kept, nil
}

// repeat makes a move again. The accesses of a statement that is opened were part of the move
// that led to them: their own moves are made with it.
func (g *Game) repeat(m move, statement string, opened bool) error {
	i := slices.IndexFunc(g.State.Choices, func(c scheduler.Choice) bool {
		return c.Kind == m.Kind && c.Goroutine == m.Goroutine && (c.Kind == scheduler.ChoosesGoroutine || c.Text == m.Text)
	})
	if i < 0 {
		return fmt.Errorf("the moves up to here cannot be made again with %s changed: undo some of them first", statement)
	}
	if err := g.Choose(g.State.Choices[i].Number); err != nil {
		return err
	}
	for opened && m.Kind == scheduler.ChoosesGoroutine {
		at := g.State.Goroutine(m.Goroutine)
		own := slices.IndexFunc(g.State.Choices, func(c scheduler.Choice) bool { return c.Kind == m.Kind && c.Goroutine == m.Goroutine })
		if at == nil || !stands(*at, statement) || own < 0 {
			return nil
		}
		if err := g.Choose(g.State.Choices[own].Number); err != nil {
			return err
		}
	}
	return nil
}

// Opened reports whether a goroutine is at a read or a write of a statement that is open.
func Opened(s scheduler.State, id int) bool {
	g := s.Goroutine(id)
	return g != nil && stands(*g, scheduler.OpenAll)
}

// stands reports whether a goroutine is at an access of a statement.
func stands(g scheduler.GoroutineState, statement string) bool {
	op, _, _ := strings.Cut(g.Op, " ")
	return (op == "read" || op == "write") && len(g.Where) > 0 && (statement == scheduler.OpenAll || Statement(g.Where[0]) == statement)
}

// Statement is the name of a line for [Game.Toggle].
func Statement(f scheduler.Frame) string { return fmt.Sprintf("%s:%d", path.Base(f.File), f.Line) }

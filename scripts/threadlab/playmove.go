package main

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
)

// pick makes the moves that a line names; none, if one of them cannot be made.
func (p *playing) pick(words []string) error {
	before := *p.game
	for i, word := range words {
		label, on := strings.CutSuffix(word, "+")
		if err := p.pickOne(label, on); err != nil {
			if *p.game = before; i > 0 {
				err = fmt.Errorf("after %s: %w", strings.Join(words[:i], " "), err)
			}
			return err
		}
	}
	return nil
}

// maxOn is how many moves one word makes at most.
const maxOn = 1000

// pickOne makes a move, or has its goroutine go on as long as it can and stands at its line.
func (p *playing) pickOne(label string, on bool) error {
	o, err := play.Picked(play.Options(p.game.State, p.board.HideDefault), label)
	if err != nil {
		return err
	}
	line := p.board.Stands(p.game.State, o.Goroutine)
	for range maxOn {
		if err := p.game.Choose(o.Number); err != nil || !on || o.Kind != scheduler.ChoosesGoroutine {
			return err
		}
		if o, err = play.Picked(play.Options(p.game.State, p.board.HideDefault), label); err != nil || p.board.Stands(p.game.State, o.Goroutine) != line {
			return nil
		}
	}
	return nil
}

// enter makes the next move, unless that would show which choice is the default, and those
// after it that show nothing new.
func (p *playing) enter() error {
	if p.board.HideDefault && !p.game.Follows() && len(p.game.State.Choices) > 1 {
		return errors.New("break it: Enter would take the default, which does not fail. Choose a number")
	}
	for range maxOn {
		before := p.game.State
		if err := p.game.Next(); err != nil || !p.runsOn(before, p.game.State) {
			return err
		}
	}
	return nil
}

// undo takes back a move, or what enter makes at once.
func (p *playing) undo() error {
	if err := p.game.Undo(); err != nil {
		return err
	}
	for range min(maxOn, p.game.State.At) {
		before := *p.game
		if err := before.Undo(); err != nil || !p.runsOn(before.State, p.game.State) {
			return err
		}
		*p.game = before
	}
	return nil
}

// runsOn reports whether a state, the next one after another, is only inside of a line, as a call that a library makes: the
// same goroutine is to go on there, and there is nothing to decide.
func (p *playing) runsOn(before, s scheduler.State) bool {
	if len(s.Choices) == 0 || len(s.Choices) > 1 && p.kind != corpus.WatchIt || len(s.Race) > 0 || len(s.Trace) == 0 {
		return false
	}
	next, last := s.Choices[0], s.Trace[len(s.Trace)-1]
	if next.Kind != scheduler.ChoosesGoroutine || next.Goroutine != last.Goroutine || play.Opened(s, next.Goroutine) {
		return false
	}
	line := p.board.Stands(s, next.Goroutine)
	return line != "" && line == p.board.Stands(before, next.Goroutine)
}

// goTo goes to a step; in a game with a hidden default not further than it has been.
func (p *playing) goTo(arg string) error {
	at, err := strconv.Atoi(arg)
	if err != nil {
		return err
	}
	if far := p.game.Far(); at > far && p.board.HideDefault && !p.game.Follows() {
		return fmt.Errorf("this run was played to move %d: choose numbers to go further", far)
	}
	return p.game.GoTo(at)
}

// toggle opens or closes a line of the file that is shown, or any that is named, and says which of the two.
func (p *playing) toggle(arg string) (done string, err error) {
	statement, err := p.statement(arg)
	if err != nil {
		return "", fmt.Errorf("e %w", err)
	}
	opened, err := p.game.Toggle(statement)
	p.board.Open = p.game.Open
	if opened {
		return statement + " is open: its reads and writes are moves now", err
	}
	return statement + " is closed", err
}

// statement is what a player names by the number of a line, as FILE.go:LINE, or not at all.
func (p *playing) statement(arg string) (string, error) {
	file := p.board.File(p.game.State)
	if file == "" && p.half != nil {
		file = p.half.ref.Path(p.half.half)
	}
	line, err := strconv.Atoi(arg)
	switch named, number, _ := strings.Cut(arg, ":"); {
	case arg == scheduler.OpenAll:
		return arg, nil
	case arg == "":
		if statement, ok := p.board.Statement(p.game.State); ok {
			return statement, nil
		}
		return "", errors.New("LINE opens a line: no goroutine stands at one of the program")
	case err == nil && file == "":
		return "", fmt.Errorf("%s: no file is shown: FILE.go:LINE names one", arg)
	case err != nil && !strings.HasSuffix(named, ".go"):
		return "", fmt.Errorf("%s: want the number of a line, or FILE.go:LINE", arg)
	case err != nil:
		file = path.Join(path.Dir(file), named)
		if line, err = strconv.Atoi(number); err != nil {
			return "", fmt.Errorf("%s: want the number of a line after %s:, as in %s:17", arg, named, named)
		}
	}
	// That of another folder may be open too: it is not at hand, and not checked.
	if text := p.board.Source(file); line < 1 || text != nil && line > len(text) || text == nil && p.half != nil {
		return "", fmt.Errorf("%s: there is no line %d of %s", arg, line, path.Base(file))
	}
	return play.Statement(scheduler.Frame{File: file, Line: line}), nil
}

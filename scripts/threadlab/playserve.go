package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
)

// A playedLine is a state in JSON, and what program it is of.
type playedLine struct {
	V       int         `json:"v"`
	Case    string      `json:"case,omitempty"`
	Half    corpus.Half `json:"half,omitempty"`
	Kind    corpus.Kind `json:"play,omitempty"`
	Package string      `json:"package,omitempty"`
	Test    string      `json:"test,omitempty"`
	Open    []string    `json:"open,omitempty"`
	Found   string      `json:"found,omitempty"` // the schedule that a search has found, which the game now follows
	Tried   int         `json:"tried,omitempty"` // schedules of that search
	scheduler.State
}

// serve is talk for a program: each line of input is answered by one of JSON.
func (p *playing) serve(ctx context.Context) error {
	input, out := linesOf(ctx, p.c.Root().Reader), p.c.Root().Writer
	line := playedLine{V: 1, Case: p.line.Case, Half: p.line.Half, Kind: p.kind, Package: p.line.Package}
	if p.half == nil {
		line.Test = p.entries[0]
	}
	state := func() {
		line.Open, line.State = p.game.Open, p.game.State
		printJSON(out, line)
	}
	state()
	for {
		text, ok := nextLine(ctx, input)
		if !ok {
			return ctx.Err()
		}
		line.Found, line.Tried = "", 0
		switch err := p.request(text, &line); {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errQuit):
			return nil
		case err != nil:
			printJSON(out, map[string]string{"error": err.Error()})
		default:
			state()
		}
	}
}

// request does what a program asks for.
func (p *playing) request(text string, line *playedLine) error {
	if strings.HasPrefix(strings.TrimSpace(text), "{") {
		return p.showState(text)
	}
	c, err := play.Parse(text)
	if err != nil {
		return err
	}
	switch c.Verb {
	case play.Pick:
		number, err := strconv.Atoi(c.Arg)
		if err != nil {
			return fmt.Errorf("%q: want the number of a choice, a play in JSON, or one of u, r, g, f, e and q", c.Arg)
		}
		return p.game.Choose(number)
	case play.Next:
		return p.game.Next()
	case play.Undo:
		return p.game.Undo()
	case play.GoTo:
		at, err := strconv.Atoi(c.Arg)
		if err != nil {
			return err
		}
		return p.game.GoTo(at)
	case play.Find:
		r, err := p.game.Find(p.kind == corpus.SaveIt)
		line.Found, line.Tried = r.Replay, r.Schedules
		return err
	case play.Save, play.Help:
		return nil // the state says its schedule
	case play.Toggle:
		_, err := p.toggle(c.Arg)
		return err
	case play.Restart:
		return p.game.GoTo(0)
	}
	return errQuit
}

// showState goes to the state that a play in JSON names.
func (p *playing) showState(text string) error {
	var at scheduler.Play
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&at); err != nil {
		return fmt.Errorf(`%w: want {"schedule":"6.1","at":9}`, err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("want one play on each line")
	}
	return p.game.Show(at)
}

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
	"threadlab/scripts/threadlab/term"
)

// errQuit ends a game.
var errQuit = errors.New("quit")

// talk shows a state, reads what to do, and goes on until there is no more input.
func (p *playing) talk(ctx context.Context) error {
	in := p.c.Root().Reader
	input, echoed := linesOf(ctx, in), term.IsTyped(in)
	p.intro()
	p.show()
	for {
		fmt.Fprint(p.out, "> ")
		line, ok := nextLine(ctx, input)
		if !ok {
			fmt.Fprintln(p.out)
			return ctx.Err()
		}
		if !echoed {
			fmt.Fprintln(p.out, line)
		}
		said, err := p.obey(line)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, errQuit):
			return nil
		case err != nil:
			p.out.Paragraph(p.out.Warn("! ")+err.Error(), "  ")
			continue
		case said == "":
			p.show()
		default:
			p.out.Println(said)
		}
	}
}

// obey does what a line asks for. It returns what to print in place of the new state.
func (p *playing) obey(line string) (said string, err error) {
	c, err := play.Parse(line)
	if err != nil {
		return "", err
	}
	switch c.Verb {
	case play.Pick:
		return "", p.pick(strings.Fields(c.Arg))
	case play.Next:
		return "", p.enter()
	case play.Undo:
		return "", p.undo()
	case play.GoTo:
		return "", p.goTo(c.Arg)
	case play.Find:
		return p.find()
	case play.Save:
		return p.save(c.Arg)
	case play.Help:
		return p.help(), nil
	case play.Restart:
		return "", p.game.GoTo(0)
	case play.Toggle:
		done, err := p.toggle(c.Arg)
		if err == nil {
			p.out.Paragraph(done, "  ")
		}
		return "", err
	}
	return "", errQuit
}

// find has the explorer look for what the player wants.
func (p *playing) find() (said string, err error) {
	if p.game.State.Over {
		return "", play.ErrOver
	}
	survivor := p.kind == corpus.SaveIt
	r, err := p.game.Find(survivor)
	if err != nil {
		return "", err
	}
	said = p.found(r, survivor)
	if r.Replay == "" && p.opensFirst() {
		said += ". " + hintToOpen
	}
	return p.out.Wrap(said, "  "), nil
}

// found says what a search has found.
func (p *playing) found(r explore.Report, survivor bool) string {
	what, back := "fails", ""
	if survivor {
		what = "survives"
	}
	if p.game.State.At > 0 && p.kind != corpus.ProveIt && p.kind != "" && !p.opensFirst() {
		back = ". u goes back"
	}
	switch tried := plural(r.Schedules, "schedule"); r.Verdict {
	case scheduler.Fails, scheduler.Survives:
		return p.out.Good("✓ found") + fmt.Sprintf(": schedule %s %s (%s tried). Enter follows it from here", r.Replay, what, tried)
	case scheduler.Exhausted:
		if r.Schedules == 1 {
			return "- not found: there is one schedule from here, and not one that " + what + back
		}
		return fmt.Sprintf("- not found: none of %s from here %s, and there is no other%s", tried, what, back)
	default:
		return fmt.Sprintf("- not found in %v: none of %s from here %s, and there are more", findTime, tried, what)
	}
}

// save prints the schedule of this state, or writes it to a file.
func (p *playing) save(file string) (said string, err error) {
	s := p.game.State.Schedule
	if file == "" {
		return "  schedule " + s + "\n" + p.replays(), nil
	}
	if err := atomicfile.Write(file, []byte(s+"\n")); err != nil {
		return "", fmt.Errorf("s: %w", err)
	}
	return "  schedule " + s + " is in " + file, nil
}

// linesOf reads input line by line, until it or the context ends. The reader cannot be interrupted, but waiting for it can.
func linesOf(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(in); scanner.Scan(); {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// nextLine returns the next line; false: there is none, or the context has ended.
func nextLine(ctx context.Context, lines <-chan string) (string, bool) {
	select {
	case line, ok := <-lines:
		return line, ok
	case <-ctx.Done():
		return "", false
	}
}

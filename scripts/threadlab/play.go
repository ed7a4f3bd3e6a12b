package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/board"
	"threadlab/scripts/threadlab/term"
)

func playCommand() *cli.Command {
	return &cli.Command{
		Name:      "play",
		Usage:     "you are the scheduler: a case or a test, step by step",
		ArgsUsage: "LESSON/CASE | PACKAGE -run TEST",
		Description: `Shows where each goroutine stands, what it waits for, and what locks, channels and variables hold; then a line of
			input says which goroutine takes the next step. ? lists what else there is: back, a jump, a search for a failure from
			here. What has no effect on other goroutines, and what only gives something up, as an Unlock does, belongs to the step
			before. With -json each state is a line of JSON, and so may each line of input be: {"schedule":"6.1","at":9,
			"open":["abba_broken.go:17"]} goes to a state, a number takes the choice of that number, and the letters are those
			of ?. What cannot be done is {"error":"..."}.`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "half", Usage: "which `HALF` of a case: broken or correct (default: broken, if there is one)"},
			&cli.StringFlag{Name: "run", Usage: "the one test that matches this `PATTERN`, as go test has it"},
			&cli.StringFlag{Name: "replay", Usage: "Enter follows this `SCHEDULE`, as explore printed it"},
			&cli.IntFlag{Name: "at", Usage: "begin after `N` moves"},
			&cli.StringSliceFlag{Name: "open", Usage: "the reads and writes of this `LINE` are moves, as in abba_broken.go:17, or all (may be repeated)"},
			&cli.BoolFlag{Name: "json", Usage: "for programs: each state is a line of JSON"},
			lightFlag(),
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			p, err := newPlaying(ctx, c)
			if err != nil {
				return err
			}
			return p.play(ctx)
		},
	}
}

// A playing is one call of the command.
type playing struct {
	*exploration
	out     *term.Screen
	kind    corpus.Kind    // empty: of a test
	witness corpus.Witness // of a broken half; zero: there is none
	start   scheduler.Play
	game    *play.Game
	board   board.Board
	shown   *scheduler.State // the last one on the screen
}

func newPlaying(ctx context.Context, c *cli.Command) (*playing, error) {
	if c.Args().Len() != 1 {
		return nil, errors.New("play takes one case, or one package and -run TEST, as in: threadlab play lock/abba")
	}
	if err := atLeast(0, c, "at"); err != nil {
		return nil, err
	}
	if text := c.String("replay"); text != "" {
		if _, err := scheduler.ParseSchedule(text); err != nil {
			return nil, err
		}
	}
	x, err := newExploration(ctx, c, explore.BuildMode{Played: true})
	if err != nil {
		return nil, err
	}
	if len(x.entries) != 1 {
		some := x.entries[:min(len(x.entries), 5)]
		return nil, fmt.Errorf("play steps through one test, and -run %q selects %d, such as %s", c.String("run"), len(x.entries), strings.Join(some, ", "))
	}
	p := &playing{
		exploration: x, out: litScreen(c),
		start: scheduler.Play{Schedule: c.String("replay"), At: c.Int("at"), Open: c.StringSlice("open")},
	}
	p.board = board.Board{Screen: p.out, Source: explore.LinesBelow(x.roots...), Folder: x.half.folder(), Title: x.name(x.entries[0]), Open: p.start.Open}
	if p.half != nil {
		return p, p.ofCase()
	}
	return p, nil
}

// ofCase adds what is known of a case.
func (p *playing) ofCase() (err error) {
	h := p.half
	if h.half == corpus.Broken {
		if p.witness, _, err = h.ref.Witness(); err != nil {
			return err
		}
	}
	p.kind, err = h.ref.Kind(h.half)
	p.board.Title += " · " + string(p.kind)
	p.board.HideDefault = p.kind == corpus.BreakIt
	return err
}

// play builds the program and has its child play it.
func (p *playing) play(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // and what reads the input
	if err := p.instrument(ctx); err != nil {
		return err
	}
	child, err := p.program.Player(ctx)
	if err != nil {
		return err
	}
	defer child.Close()
	e := engine{child, p.job()}
	if p.start.Schedule != "" { // whose end may be of another program, too
		_, err = e.Play(scheduler.Play{Schedule: p.start.Schedule, At: math.MaxInt, Open: p.start.Open})
	}
	if err == nil {
		p.game, err = play.Start(e, p.start)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.As(err, new(explore.RefusedError)) || errors.As(err, new(scheduler.SkippedError)) {
		return p.refuse(err)
	} else if err != nil {
		return err
	}
	for _, line := range p.start.Open {
		switch statement, err := p.statement(line); {
		case err != nil:
			return fmt.Errorf("-open %w", err)
		case statement != line:
			return fmt.Errorf("-open %s: want %s", line, statement)
		}
	}
	if p.c.Bool("json") {
		return p.serve(ctx)
	}
	return p.talk(ctx)
}

// job is what the child does, but for the play or the search. A race that harms nothing fails
// where two marked accesses meet.
func (p *playing) job() explore.Job {
	if p.half == nil {
		return explore.Job{Entry: p.entries[0]}
	}
	return proof.JobOn(p.half.ref, p.witness, explore.Options{Waiting: trial.ExploredOptions().Waiting})
}

// An engine plays one entry point in a child.
type engine struct {
	child *explore.Player
	job   explore.Job
}

func (e engine) Play(at scheduler.Play) (scheduler.State, error) {
	job := e.job
	job.Play = &at
	return e.child.State(job)
}

// findTime bounds a search that a player waits for: level by level, until there is no other schedule.
const findTime = 5 * time.Second

func (e engine) Find(from scheduler.Play, survivor bool) (explore.Report, error) {
	job := e.job
	job.After, job.Survivor, job.Delays, job.Time = &from, survivor, math.MaxInt, findTime
	return e.child.Search(job)
}

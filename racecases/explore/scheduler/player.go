package scheduler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"
	"unsafe"
)

// playTime bounds a play unless the options say otherwise. A run that takes so long has a
// goroutine that never comes to an operation.
const playTime = 10 * time.Second

// State runs a program from its start, makes the moves of the play and returns what it
// looks like then; nothing of that run goes on. It is a pure function: a play is one state
// of the program, whatever was played before. Of the options those count that change what a
// run does: steps, waiting, early timers, leaks and points that are open. An error says that
// the program is refused, skips itself or never comes to that state, or that the schedule is
// of another one.
func (p Play) State(ctx context.Context, o Options, program Program) (State, error) {
	plan, err := p.plan()
	if err != nil {
		return State{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Time, playTime))
	defer cancel()
	o.Open = p.Open
	s := newSearch(o, program)
	defer s.pool.close()
	player := &player{replay: *newReplay(plan), at: p.At, about: map[int]Stand{}, armed: map[*Timer][]uintptr{}}
	switch r := s.run(ctx, player, traced); {
	case s.pool.stuck:
		return State{}, StuckError(s.cut)
	case r == nil:
		return State{}, errors.New(s.cut)
	case r.err != nil:
		return State{}, r.err
	case player.state == nil:
		return State{}, errors.New("a run has ended before the play came to its state")
	case player.state.Over && len(player.plan) > 0 && !endsEarly(player.state.Failure):
		return State{}, player.leftOver(plan)
	}
	return *player.state, nil
}

// endsEarly reports whether a failure ends a run where another process, or the program with other points open, goes on.
func endsEarly(f *Failure) bool { return f != nil && (f.Kind == Race || f.Kind == RacyPair) }

// plan returns the schedule.
func (p Play) plan() (Schedule, error) { return ParseSchedule(cmp.Or(p.Schedule, defaultSchedule)) }

// A StuckError says that a goroutine never comes to an operation. It runs on: the process is of
// no more use.
type StuckError string

func (e StuckError) Error() string { return string(e) }

// A player follows a schedule for so many moves. Then it keeps what the run looks like,
// before anything unwinds, and ends it.
type player struct {
	replay
	at      int // moves to make
	moves   int // made
	state   *State
	offered []Choice      // for the next decision inside a step, in words
	about   map[int]Stand // what the goroutines that are parked have said of their next operation
	doing   Stand         // what the running one does
	inspect func(s *State, stands []Stand)
	clock   bool                 // the next decision is the clock's
	armed   map[*Timer][]uintptr // where timers were made
	firing  []uintptr            // that of one which fires: what it creates was created there
	result  string               // of the program
}

func (p *player) begin(r *Run) { r.player = p }

// pickNext makes a move, or ends the run where all are made.
func (p *player) pickNext(r *Run, c candidates) int {
	if p.state != nil {
		return -1
	}
	if p.moves == p.at {
		p.keep(r, nil, func() []Choice { return r.goroutineChoices(c, p.state) })
		return -1
	}
	p.moves++
	took := p.replay.pickNext(r, c)
	if id := c.id(took); id != theClock {
		p.doing = p.about[id]
		p.doing.Guard = c.goroutines[took].guard
		delete(p.about, id)
	}
	return took
}

// pickAlternative does the same for a decision inside a step. The step still goes on to its end,
// after the state was kept.
func (p *player) pickAlternative(r *Run, n int) int {
	offered := p.offered
	p.offered = nil
	if p.state != nil {
		return 0
	}
	if p.moves == p.at {
		at := callers()
		if p.clock {
			at = nil // no goroutine is in the middle of a step
		}
		p.keep(r, at, func() []Choice { return r.alternatives(n, offered) })
		r.over = true
		return 0
	}
	p.moves++
	return p.replay.pickAlternative(r, n)
}

// goroutineChoices puts the candidates for the next step into words, by what the goroutines of
// a state do.
func (r *Run) goroutineChoices(c candidates, s *State) []Choice {
	choices := make([]Choice, c.len())
	for i := range choices {
		id := c.id(i)
		choices[i] = Choice{Number: i, Kind: ChoosesGoroutine, Goroutine: id}
		if id == theClock {
			choices[i].Kind, choices[i].Text = ChoosesTimer, earlyTimer(r.clock.earliest().deadline-r.clock.now)
		} else {
			choices[i].Text = GoroutineName(id) + ": " + s.Goroutine(id).Op
		}
	}
	return choices
}

// alternatives lists those of a decision inside a step, of which some may be in words.
func (r *Run) alternatives(n int, offered []Choice) []Choice {
	choices := make([]Choice, n)
	for i := range choices {
		choices[i] = Choice{Kind: ChoosesNumber, Goroutine: r.current.id, Text: fmt.Sprintf("alternative %d", i)}
		if i < len(offered) {
			choices[i] = offered[i]
		}
		choices[i].Number = i
	}
	return choices
}

// Open returns the statements that have points at their reads and writes, of a program that
// was built to be played.
func (r *Run) Open() []string { return r.opens }

// Played reports whether the run is played. Only then is it worth the time to put into words what
// it does.
func (r *Run) Played() bool { return r.player != nil }

// Stops reports whether a play stops at the next decision.
func (r *Run) Stops() bool {
	return r.player != nil && r.player.moves == r.player.at && r.player.state == nil
}

// Offer puts into words what the alternatives of the next Choose mean to the running
// goroutine, of which there are n, if a play stops there.
func (r *Run) Offer(kind ChoiceKind, n int, text func(i int) string) {
	if !r.Stops() {
		return
	}
	by := r.current.id
	if r.player.clock {
		by = theClock
	}
	r.player.offered = make([]Choice, 0, n)
	for i := range n {
		r.player.offered = append(r.player.offered, Choice{Kind: kind, Goroutine: by, Text: text(i)})
	}
}

// Does names what the running goroutine does in the middle of a step, if a play stops there.
func (r *Run) Does(op string) {
	if r.Stops() {
		r.player.doing = Stand{Op: op}
	}
}

// chooseTimer decides which of n timers of one instant goes off.
func (r *Run) chooseTimer(n int) int {
	if r.player != nil {
		r.player.clock = true
		defer func() { r.player.clock = false }()
		r.Offer(ChoosesTimer, n, func(i int) string { return fmt.Sprintf("timer %d of those for this instant goes off", i+1) })
	}
	return r.choose(n)
}

// About names the object that the next operation of the running goroutine is about, and the
// operation in short, for a player.
func (r *Run) About(object unsafe.Pointer, op string) {
	if r.player != nil {
		r.player.about[r.current.id] = Stand{Object: object, Op: op}
	}
}

// A Stand is where a goroutine of a state stands.
type Stand struct {
	Guard  Guard          // open or not; nil: there is none
	Object unsafe.Pointer // that its next operation is about; nil: not known
	Op     string         // that operation, in short
}

// Inspect has a function complete the state that a play ends in. It gets where each of the
// goroutines of the state stands. No goroutine goes on after that: the function may take what
// it looks at apart.
func (r *Run) Inspect(f func(s *State, stands []Stand)) {
	if r.player != nil {
		r.player.inspect = f
	}
}

// Returns notes for a player what the program has returned, in words.
func (r *Run) Returns(text string) {
	if r.player != nil {
		r.player.result = text
	}
}

// ends has a player look at a run that is over before its goroutines unwind. The stack is
// that of the running one, if it has failed.
func (r *Run) ends(at []uintptr) {
	if p := r.player; p != nil && p.state == nil {
		p.keep(r, at, nil)
	}
}

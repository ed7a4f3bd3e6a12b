package main

import (
	"fmt"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/scheduler"
)

// intro says what the player is to do.
func (p *playing) intro() {
	task := map[corpus.Kind]string{
		"":             "You are the scheduler: a number says which goroutine takes the next step.",
		corpus.BreakIt: "Break it: some order of steps makes this program fail, and the usual one does not. Find one.",
		corpus.SaveIt:  "Save it: in the usual order of steps this program fails. Find one in which it does not.",
		corpus.WatchIt: "Watch it: no order of steps that was tried saves this program. Press Enter, or g to go to the end, and see why.",
		corpus.ProveIt: "Prove it: this program is right. Try to break it; then f has the explorer try.",
	}[p.kind]
	p.out.Paragraph(p.out.Bold(task), "  ")
	if p.opensFirst() {
		p.out.Paragraph(hintToOpen, "  ")
	}
}

const hintToOpen = "It fails between the reads and writes of a statement: e LINE opens one, so that each of them is a move; e all opens all."

// opensFirst reports whether a statement has to be opened before the program can fail.
func (p *playing) opensFirst() bool { return p.witness.Accesses && len(p.game.Open) == 0 }

// show prints the state, and if the run is over how it ended.
func (p *playing) show() {
	s := p.game.State
	p.out.Println("")
	for _, line := range p.board.Draw(s, p.shown) {
		p.out.Println(line)
	}
	p.shown = &s
	if s.Over {
		p.ended(s)
	}
	p.out.Println(p.out.Faint("  " + p.keys(s)))
}

// keys are those that make sense in a state.
func (p *playing) keys(s scheduler.State) string {
	move, find := "number goes on · Enter default · ", "f find"
	if p.kind == corpus.WatchIt {
		find = "g end"
	}
	switch {
	case s.Over:
		return "u undo · r restart · g N to move N · s save · ? help · q quit"
	case p.game.Follows():
		move = "number goes on · Enter follows · "
	case len(s.Choices) == 1:
		move = "Enter goes on · "
	case p.board.HideDefault:
		move = "number goes on · "
	}
	return move + "u undo · r restart · " + find + " · ? help · q quit"
}

// ended says how a run has ended, and what that means.
func (p *playing) ended(s scheduler.State) {
	failed := s.Failure != nil
	p.out.Paragraph(p.verdict(failed), "  ")
	if failed {
		p.out.Paragraph(fmt.Sprintf("%s: %s", s.Failure.Kind, s.Failure.Message), "    ")
	} else if s.Outcome != "" {
		p.out.Paragraph("it returns "+s.Outcome, "    ")
	}
	p.debrief(failed)
}

// verdict is the end of a run by the task of the player.
func (p *playing) verdict(failed bool) string {
	good, bad, warn := p.out.Good, p.out.Bad, p.out.Warn
	switch {
	case p.kind == corpus.BreakIt && failed:
		if p.game.Follows() { // it was found, or given
			return good("✓ broken") + ": this run fails"
		}
		return good("✓ broken by you") + ": this run fails"
	case p.kind == corpus.BreakIt:
		return warn("- survived") + ": this run does not fail, some other does"
	case p.kind == corpus.SaveIt && failed:
		return bad("✗ fails") + ": u goes back, and some other choice saves it; f finds one"
	case p.kind == corpus.SaveIt:
		return good("✓ saved") + ": this run does not fail"
	case failed:
		return bad("✗ fails")
	}
	return good("✓ does not fail")
}

// debrief says how to see the run again, and where the task is done what there is to learn.
func (p *playing) debrief(failed bool) {
	done := p.half != nil && p.half.half == corpus.Broken && failed == (p.kind != corpus.SaveIt)
	if done {
		c := p.half.ref.Case
		p.out.Paragraph("Missing edge: "+c.MissingEdge+".", "  ")
		p.out.Paragraph("Repair: "+c.Repair+".", "  ")
	}
	p.out.Println(p.replays())
	if done {
		p.out.Println(toCopy(p.out, "now try the correct half", invoked()+" play "+p.half.ref.Name()+" -half correct"))
	}
}

// replays is the command that runs the schedule of this state again: that two accesses meet only a player sees.
func (p *playing) replays() string {
	command, at := "explore", ""
	if p.witness.Ends == corpus.RacyPair {
		command, at = "play", fmt.Sprintf(" -at %d", p.game.State.At)
	}
	again := fmt.Sprintf("%s %s %s%s -replay %s%s", invoked(), command, p.again(p.entries[0]), opens(p.game.Open), p.game.State.Schedule, at)
	return toCopy(p.out, "again", again)
}

// help lists what can be typed.
func (p *playing) help() string {
	rows := [][2]string{
		{"0, 1, g1, main", "the goroutine of this number or name takes the next step; or a numbered choice; t: a timer goes off early"},
		{"1 1 2, 1+", "several moves; 1+ goes on to the next line of the program"},
		{"Enter", "what the default schedule does, or the next move of one that was found or given; and what only goes on inside of a line, without a choice"},
		{"u", "undo a move, or what Enter has made"}, {"r", "start again"}, {"g [N]", "go to the state after N moves, or to the end"},
		{"f", "the explorer looks for a failure from here; in save it, for a run that survives"},
		{"s [FILE]", "print the schedule, or save it"},
		{"e [LINE]", "open a line, or all: its reads and writes are moves, and it is marked with +; once more closes it"},
		{"*", "marks what has changed since the last screen"},
		{"q", "quit, as the end of input does"},
	}
	return strings.TrimRight(columns(rows, p.out.Width(), widest(rows)), "\n")
}

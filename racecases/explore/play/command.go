package play

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// A Verb is what a line of input asks for.
type Verb byte

// The verbs.
const (
	Next    Verb = iota // the default, or the next move of the schedule that is followed
	Pick                // one of the choices, by its label
	Undo                // one move back
	Restart             // from the start
	GoTo                // to the state after so many moves
	Find                // have the explorer look for what is wanted
	Save                // print the schedule, or write it to a file
	Toggle              // open or close a statement
	Help
	Quit
)

// A Command is a line of input.
type Command struct {
	Verb Verb
	Arg  string // what the verb is about: a label, a number of moves, a file or a line; may be empty
}

// Parse reads a line. The error says what else is understood.
func Parse(line string) (Command, error) {
	word, arg, _ := strings.Cut(strings.TrimSpace(line), " ")
	arg = strings.TrimSpace(arg)
	if word == "" {
		return Command{Verb: Next}, nil
	}
	for _, v := range []struct {
		verb Verb
		args bool
		name string
	}{
		{Undo, false, "undo"}, {Restart, false, "restart"}, {GoTo, true, "goto"}, {Find, false, "find"}, {Save, true, "save"},
		{Toggle, true, "e"}, {Help, false, "?"}, {Help, false, "help"}, {Quit, false, "quit"},
	} {
		switch {
		case word != v.name && word != v.name[:1]:
			continue
		case arg != "" && !v.args:
			return Command{}, fmt.Errorf("%s takes no operand, and got %q", word, arg)
		case v.verb == GoTo && (arg == "" || arg == "end"):
			arg = strconv.Itoa(math.MaxInt)
		case v.verb == GoTo && !isNumber(arg):
			return Command{}, fmt.Errorf("%s wants a number of moves, as in: g 12", word)
		}
		return Command{v.verb, arg}, nil
	}
	return Command{Pick, strings.TrimSpace(line)}, nil
}

func isNumber(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 0
}

// An Option is a choice, and what a player types to take it.
type Option struct {
	Label string // the number of a goroutine, t for a timer in its place, and of others the place in the list
	scheduler.Choice
}

// Options lists the choices of a state: goroutines by their number, others with the default
// first. With hideDefault the others are in the order of their texts, which does not show it.
func Options(s scheduler.State, hideDefault bool) []Option {
	var options []Option
	for _, c := range s.Choices {
		options = append(options, Option{Choice: c})
	}
	slices.SortStableFunc(options, func(a, b Option) int {
		switch {
		case a.Kind == scheduler.ChoosesGoroutine && b.Kind == a.Kind:
			return a.Goroutine - b.Goroutine
		case hideDefault && a.Kind == b.Kind:
			return strings.Compare(a.Text, b.Text)
		}
		return a.Number - b.Number
	})
	for i := range options {
		switch o := &options[i]; {
		case o.Kind == scheduler.ChoosesGoroutine:
			o.Label = strconv.Itoa(o.Goroutine)
		case o.Kind == scheduler.ChoosesTimer && options[0].Kind == scheduler.ChoosesGoroutine:
			o.Label = "t"
		default:
			o.Label = strconv.Itoa(i)
		}
	}
	return options
}

// Picked returns the option that a player has typed: its label, or the name of its goroutine.
func Picked(options []Option, text string) (Option, error) {
	var labels []string
	for _, o := range options {
		if text == o.Label || o.Kind == scheduler.ChoosesGoroutine && text == scheduler.GoroutineName(o.Goroutine) {
			return o, nil
		}
		labels = append(labels, o.Label)
	}
	if len(labels) == 0 {
		return Option{}, ErrOver
	}
	return Option{}, fmt.Errorf("%q: want %s, or a letter (? lists them)", text, strings.Join(labels, ", "))
}

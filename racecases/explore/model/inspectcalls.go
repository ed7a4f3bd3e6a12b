package model

import (
	"strings"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/variables"
)

// called names an operation inside of a library by the call of it: of lock.Acquire, which does
// several, the player sees lock.Acquire (Load), and so on. An operation that the program makes
// itself keeps its name, and so does the begin of a goroutine.
func (x *inspection) called(op string, g *scheduler.GoroutineState, at scheduler.Stand) string {
	p := x.placeAt(at)
	call := x.callOutside(g.Where, p.Path != "" && !p.Hidden)
	if call == "" || op == "start" {
		return op
	}
	receiver, function := receiverOf(call)
	if p.Hidden {
		receiver = p.SeenBy(scheduler.Clock)
	}
	inside := cutBefore(op, " ")
	if at.Op != "" {
		inside = strings.TrimSuffix(at.Op, "()")
	}
	inside = inside[strings.LastIndexByte(inside, '.')+1:]
	if inside == function {
		return receiver + "." + function
	}
	return receiver + "." + function + " (" + inside + ")"
}

// library returns the name of the variable that a place inside of a library has its name from,
// and what that says of itself: a goroutine waits for it, and not for a queue in there.
func (x *inspection) library(p variables.Name) string {
	name := p.SeenBy(scheduler.Clock)
	if text := x.Says(p); text != "" {
		return name + ", " + text
	}
	return name
}

// callOutside returns the function that the innermost code with watched variables has called, if
// a goroutine is in one. If there is no such code, as in a goroutine that a library has started,
// it is the innermost function, unless the operation has a name of its own.
func (x *inspection) callOutside(stack []scheduler.Frame, named bool) (function string) {
	for _, f := range stack {
		if x.Knows(variables.PackageOf(f.Func)) {
			return function
		}
		function = f.Func
	}
	if len(stack) == 0 || named || x.Empty() {
		return ""
	}
	return stack[0].Func
}

// receiverOf splits the name of a function: its type, or its package if it has none, and what it
// is called there.
func receiverOf(function string) (receiver, name string) {
	function = cutBefore(function[strings.LastIndexByte(cutBefore(function, "["), '/')+1:], "[")
	parts := strings.Split(function, ".")
	if len(parts) > 2 {
		parts = parts[1:]
	}
	return strings.Trim(parts[0], "(*)"), parts[1]
}

func cutBefore(text, sep string) string {
	before, _, _ := strings.Cut(text, sep)
	return before
}

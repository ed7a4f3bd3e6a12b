package model

import (
	"cmp"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// A view is what can be seen of the variables of a run between two of its moves.
type view struct {
	*watch
	variables []seen // those in scope
	names     names
}

// A seen is a variable in scope, and the goroutine that it is shown for, or Clock.
type seen struct {
	watchedVariable
	by int
}

// view looks at the variables while no goroutine runs. Which of them are in scope depends
// on where the goroutines are. There are none, and nothing has a name, if no variables
// are kept.
func (w *modelState) view(goroutines []scheduler.GoroutineState) *view {
	v := &view{watch: cmp.Or(w.watch, &watch{})}
	var local []seen
	for _, g := range goroutines {
		local = append(local, v.inScope(g)...)
	}
	v.variables = v.share(local)
	for _, x := range v.packages {
		v.variables = append(v.variables, seen{x, scheduler.Clock})
	}
	slices.SortStableFunc(v.variables, func(a, b seen) int { return cmp.Compare(a.by, b.by) })
	v.names = namesOf(v.variables, v.known())
	return v
}

// inScope lists the variables in scope in a goroutine. Of those with one name only the
// innermost can be seen.
func (v *view) inScope(g scheduler.GoroutineState) (list []seen) {
	hidden, inner := map[string]bool{}, g.Where
	for _, c := range slices.Backward(v.calls) {
		if c.by != g.ID {
			continue
		}
		var line int
		line, inner = c.line(inner)
		for _, x := range slices.Backward(c.variables) {
			if in := line == 0 || x.from <= line && line <= x.to; in && !hidden[x.name] {
				hidden[x.name] = true
				list = append(list, seen{x, g.ID})
			}
		}
	}
	slices.Reverse(list)
	return list
}

// line returns the line at which a call is, by the calls on the stack of its goroutine, and
// those outside of it; or 0 if the stack is cut off inside of it. The body of a range over a
// function is a call of its own there.
func (c *Call) line(stack []scheduler.Frame) (line int, outside []scheduler.Frame) {
	function := c.function()
	for i, call := range stack {
		if line == 0 && strings.HasPrefix(call.Func, function+"-range") {
			line = call.Line
		}
		if call.Func == function {
			return cmp.Or(line, call.Line), stack[i+1:]
		}
	}
	return 0, nil
}

// share shows a variable that several goroutines may use once, without a goroutine; but for
// those of which there are several of one name: they are shown where they are used.
func (v *view) share(local []seen) []seen {
	several, of := map[string]bool{}, map[string]unsafe.Pointer{}
	for _, x := range local {
		if x.shared {
			if p := of[x.name]; p != nil && p != x.address() {
				several[x.name] = true
			}
			of[x.name] = x.address()
		}
	}
	var list []seen
	for _, x := range local {
		if x.shared && !several[x.name] {
			if of[x.name] == nil {
				continue
			}
			of[x.name] = nil
			x.by = scheduler.Clock
		}
		list = append(list, x)
	}
	return list
}

// states returns the variables as they are shown: those with something to tell.
func (v *view) states() (list []scheduler.VariableState) {
	for _, x := range v.variables {
		f := formatter{names: &v.names, by: x.by, of: x.name}
		if text, tells := f.variable(x.value); tells {
			list = append(list, scheduler.VariableState{Goroutine: x.by, Name: x.name, Value: text})
		}
	}
	return list
}

// stored returns what a goroutine is about to store, or nothing.
func (v *view) stored(by int) string {
	s, ok := v.stores[by]
	if !ok || s.constant != "" {
		return s.constant
	}
	f := formatter{names: &v.names, by: by}
	return f.text(s.value)
}

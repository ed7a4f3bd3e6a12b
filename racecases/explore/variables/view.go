// Package variables puts into words what the variables of a program hold, for a player of a run.
//
// Instrumented code keeps pointers to them, from their definition until their function ends. Their
// text is made by reflection. Methods of the program are not called, for one could come to a
// scheduling point; types of packages whose variables are not watched are asked for their String.
//
// A variable also gives a name to what it leads to, such as a lock or a channel.
package variables

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// A View is what can be seen of the variables of a run between two of its moves.
type View struct {
	*Watch
	variables []seen // those in scope
	names     names
	known     map[string]bool // the packages with watched variables
}

// A seen is a variable in scope, and the goroutine that it is shown for, or Clock.
type seen struct {
	watchedVariable
	by int
}

// View looks at the variables while no goroutine runs. Which of them are in scope depends
// on where the goroutines are. There are none, and nothing has a name, if w is nil. A String method
// of a library may come to scheduling points, and is called by aside.
func (w *Watch) View(goroutines []scheduler.GoroutineState, aside func(f func())) *View {
	v := &View{Watch: cmp.Or(w, &Watch{})}
	var local []seen
	for _, g := range goroutines {
		local = append(local, v.inScope(g)...)
	}
	v.variables = v.share(local)
	for _, x := range v.packages {
		v.variables = append(v.variables, seen{x, scheduler.Clock})
	}
	slices.SortStableFunc(v.variables, func(a, b seen) int {
		return cmp.Or(cmp.Compare(a.last(), b.last()), cmp.Compare(a.by, b.by), cmp.Compare(v.since[a.address()], v.since[b.address()]))
	})
	v.known = v.packagesOfCalls()
	v.names = namesOf(v.variables, v.known)
	v.names.aside = aside
	return v
}

// inScope lists the variables in scope in a goroutine. Of those with one name only the
// innermost can be seen.
func (v *View) inScope(g scheduler.GoroutineState) (list []seen) {
	hidden, inner := map[string]bool{}, g.Where
	for _, c := range v.callsOf(g) {
		line := c.left
		if line == 0 {
			line, inner = c.line(inner)
		}
		for _, x := range slices.Backward(c.variables) {
			if x.seenAt(line) && !hidden[x.name] {
				hidden[x.name] = true
				list = append(list, seen{x, g.ID})
			}
		}
	}
	slices.Reverse(list)
	return list
}

// callsOf lists the calls of a goroutine, the innermost first. If it has failed, those that the
// panic has left are among them, and if the main goroutine has ended, the last one is.
func (v *View) callsOf(g scheduler.GoroutineState) (list []*Call) {
	left := v.left[g.ID]
	switch {
	case g.Status == scheduler.Failed:
		for _, c := range left {
			list = append(list, &Call{by: c.by, pc: c.pc, variables: c.variables}) // where its stack says
		}
	case g.Status == scheduler.Ended && g.ID == 0 && len(left) > 0:
		list = append(list, left[len(left)-1])
	}
	for _, c := range slices.Backward(v.calls) {
		if c.by == g.ID {
			list = append(list, c)
		}
	}
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

// last returns 1 for variables that are shown after the others, and 0 for those.
func (x *watchedVariable) last() int {
	if x.held == constant {
		return 1
	}
	return 0
}

// seenAt reports whether a variable can be seen at a line of its function, which may be unknown,
// 0. Goroutines may use what they share after the end of its scope.
func (x *watchedVariable) seenAt(line int) bool {
	return line == 0 || x.held >= shared || x.from <= line && line <= x.to
}

// share shows a variable that several goroutines use once, without a goroutine; but not if
// there are several of its name: they are shown where they are used.
func (v *View) share(local []seen) (list []seen) {
	shares := shares(local)
	of, several := map[string]uintptr{}, map[string]bool{}
	for _, x := range local {
		if at := x.address(); shares[at] {
			several[x.name] = several[x.name] || of[x.name] != 0 && of[x.name] != at
			of[x.name] = at
		}
	}
	shown := map[uintptr]bool{}
	for _, x := range local {
		if at := x.address(); shares[at] && !several[x.name] {
			if shown[at] {
				continue
			}
			shown[at] = true
			x.by = scheduler.Clock
		}
		list = append(list, x)
	}
	return list
}

// shares tells by their addresses which variables several goroutines may use, or have captured.
func shares(local []seen) map[uintptr]bool {
	shares, captures := map[uintptr]bool{}, map[uintptr]int{} // the goroutine, and 1
	for _, x := range local {
		switch at := x.address(); {
		case x.held >= shared, x.held == captured && captures[at] > 0 && captures[at] != x.by+1:
			shares[at] = true
		case x.held == captured:
			captures[at] = x.by + 1
		}
	}
	return shares
}

// Variables returns them as they are shown: those with something to tell.
func (v *View) Variables() (list []scheduler.VariableState) {
	for _, x := range v.variables {
		f := formatter{names: &v.names, by: x.by, of: x.name}
		if text, tells := f.variable(x.value); tells {
			list = append(list, scheduler.VariableState{Goroutine: x.by, Name: x.name, Value: text})
		}
	}
	return list
}

// Stored returns what a goroutine is about to store, or nothing.
func (v *View) Stored(by int) string {
	s, ok := v.stores[by]
	if !ok || s.constant != "" {
		return s.constant
	}
	f := formatter{names: &v.names, by: by}
	return f.text(s.value)
}

// Object returns the name of an object of the model by its address, of a channel by what it is as a
// pointer.
func (v *View) Object(at unsafe.Pointer) Name { return v.names.objects[at] }

// Place returns the name of where a value of a type is.
func (v *View) Place(at unsafe.Pointer, t reflect.Type) Name { return v.names.places[place{at, t}] }

// Text returns the text of a value, or nothing.
func (v *View) Text(value reflect.Value) string {
	f := formatter{names: &v.names, by: scheduler.Clock}
	return f.text(value)
}

// Says returns what the variable of a name holds, or nothing.
func (v *View) Says(of Name) string {
	for _, x := range v.variables {
		if x.name == of.Path && x.by == of.by {
			f := formatter{names: &v.names, by: x.by, of: x.name}
			if text, tells := f.variable(x.value); tells {
				return text
			}
		}
	}
	return ""
}

// Knows reports whether variables of a package are watched, of those that were called; and Empty
// that there is no such package.
func (v *View) Knows(pkg string) bool { return v.known[pkg] }
func (v *View) Empty() bool           { return len(v.known) == 0 }

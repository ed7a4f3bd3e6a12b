package model

import (
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// A watch keeps the variables that a program has defined, in a run that is played. In all
// other runs there is none, and the functions here do nothing.
type watch struct {
	calls    []*Call         // of all goroutines, those that have begun last at the end
	left     map[int][]*Call // of a goroutine, since its last one has begun
	packages []watchedVariable
	stores   map[int]storing  // by the goroutine that is about to
	begins   map[uintptr]bool // where calls have begun
	since    map[uintptr]int  // the order of variables that goroutines share, by address
}

// A Call is a call of a function whose variables are watched.
type Call struct {
	watch     *watch
	by        int
	pc        [1]uintptr
	left      int // the line at which it has ended
	variables []watchedVariable
}

// A watchedVariable can be seen between two lines of a function.
type watchedVariable struct {
	name     string
	value    reflect.Value // addressable
	from, to int
	held     Holding
}

// A Holding says what may use a variable.
type Holding uint8

// The holdings.
const (
	Owned    Holding = iota // the call that defines it
	Captured                // a function literal that captures it, and it never changes
	Shared                  // several goroutines: it is added where it is defined and where it is captured
	Constant                // several goroutines, and it never changes: it is shown last
)

func (v *watchedVariable) address() uintptr { return v.value.UnsafeAddr() }

func newWatch() *watch {
	return &watch{left: map[int][]*Call{}, stores: map[int]storing{}, begins: map[uintptr]bool{}, since: map[uintptr]int{}}
}

// Enter begins a call. It returns nil if no variables are kept.
func Enter() *Call {
	w := here()
	if w.watch == nil || !w.Runs() {
		return nil
	}
	c := &Call{watch: w.watch, by: w.ID()}
	runtime.Callers(2, c.pc[:])
	w.watch.begins[c.pc[0]] = true
	delete(w.watch.left, c.by)
	w.watch.calls = append(w.watch.calls, c)
	return c
}

// function returns the name of the function that is called.
func (c *Call) function() string { return functionAt(c.pc[0]) }

func functionAt(pc uintptr) string {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	return frame.Function
}

// packagesOfCalls returns the packages whose variables are watched, of those that were called.
func (w *watch) packagesOfCalls() map[string]bool {
	packages := map[string]bool{}
	for pc := range w.begins {
		packages[packageOf(functionAt(pc))] = true
	}
	return packages
}

// packageOf returns the import path of the package of a function.
func packageOf(function string) string {
	folder := strings.LastIndexByte(function, '/') + 1
	name, _, _ := strings.Cut(function[folder:], ".")
	return function[:folder] + strings.ReplaceAll(name, "%2e", ".")
}

// Leave ends a call. A player of a run that ends here still sees its variables: they are kept
// until the goroutine begins another call.
func (c *Call) Leave() {
	if c == nil {
		return
	}
	_, _, c.left, _ = runtime.Caller(1)
	c.watch.left[c.by] = append(c.watch.left[c.by], c)
	for i, x := range slices.Backward(c.watch.calls) {
		if x == c {
			c.watch.calls = slices.Delete(c.watch.calls, i, i+1)
			return
		}
	}
}

// Watch adds variables: their names with spaces between them, pointers to them, and the lines
// where they are in scope.
func (c *Call) Watch(held Holding, from, to int, names string, pointers ...any) {
	if c == nil {
		return
	}
	for i, name := range strings.Fields(names) {
		v := watchedVariable{name, reflect.ValueOf(pointers[i]).Elem(), from, to, held}
		c.variables = slices.DeleteFunc(c.variables, func(x watchedVariable) bool { // of the iteration before
			return x.name == name && x.from == from && x.to == to
		})
		c.variables = append(c.variables, v)
		if held >= Shared {
			c.watch.number(v)
		}
	}
}

// number numbers a variable when it is first seen.
func (w *watch) number(v watchedVariable) {
	if at := v.address(); w.since[at] == 0 {
		w.since[at] = len(w.since) + 1
	}
}

// WatchPackage adds the package variables that a function uses. It is called where the function
// begins.
func WatchPackage(names string, pointers ...any) {
	w := here()
	if w.watch == nil || !w.Runs() {
		return
	}
	for i, name := range strings.Fields(names) {
		v := watchedVariable{name: name, value: reflect.ValueOf(pointers[i]).Elem(), held: Shared}
		if !slices.ContainsFunc(w.watch.packages, func(x watchedVariable) bool { return x.address() == v.address() && x.name == name }) {
			w.watch.packages = append(w.watch.packages, v)
		}
	}
}

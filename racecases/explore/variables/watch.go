package variables

import (
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// A Watch keeps the variables that a program has defined, in a run that is played.
type Watch struct {
	calls    []*Call         // of all goroutines, those that have begun last at the end
	left     map[int][]*Call // of a goroutine, since its last one has begun
	packages []watchedVariable
	stores   map[int]storing  // by the goroutine that is about to
	begins   map[uintptr]bool // where calls have begun
	since    map[uintptr]int  // the order of variables that goroutines share, by address
}

// A Call is a call of a function whose variables are watched; nil: they are not.
type Call struct {
	watch     *Watch
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
	held     holding
}

// A holding says what may use a variable: see the methods of a [Call].
type holding uint8

const (
	owned holding = iota
	captured
	shared
	constant
)

func (v *watchedVariable) address() uintptr { return v.value.UnsafeAddr() }

// New returns a Watch that keeps none yet.
func New() *Watch {
	return &Watch{left: map[int][]*Call{}, stores: map[int]storing{}, begins: map[uintptr]bool{}, since: map[uintptr]int{}}
}

// Enter begins a call in a goroutine: of the function that called the caller of Enter.
func (w *Watch) Enter(by int) *Call {
	c := &Call{watch: w, by: by}
	runtime.Callers(3, c.pc[:])
	w.begins[c.pc[0]] = true
	delete(w.left, c.by)
	w.calls = append(w.calls, c)
	return c
}

// function returns the name of the function that is called.
func (c *Call) function() string { return functionAt(c.pc[0]) }

func functionAt(pc uintptr) string {
	frame, _ := runtime.CallersFrames([]uintptr{pc}).Next()
	return frame.Function
}

// packagesOfCalls returns the packages whose variables are watched, of those that were called.
func (w *Watch) packagesOfCalls() map[string]bool {
	packages := map[string]bool{}
	for pc := range w.begins {
		packages[PackageOf(functionAt(pc))] = true
	}
	return packages
}

// PackageOf returns the import path of the package of a function.
func PackageOf(function string) string {
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

// Owned adds variables that the call defines: their names with spaces between them, pointers to
// them, and the lines where they are in scope.
func (c *Call) Owned(from, to int, names string, pointers ...any) {
	c.add(owned, from, to, names, pointers)
}

// Captured adds those that a function literal captures, and that never change.
func (c *Call) Captured(from, to int, names string, pointers ...any) {
	c.add(captured, from, to, names, pointers)
}

// Shared adds those of several goroutines, where they are defined and where they are captured.
func (c *Call) Shared(from, to int, names string, pointers ...any) {
	c.add(shared, from, to, names, pointers)
}

// Constant adds those of several goroutines that never change: they are shown last.
func (c *Call) Constant(from, to int, names string, pointers ...any) {
	c.add(constant, from, to, names, pointers)
}

func (c *Call) add(held holding, from, to int, names string, pointers []any) {
	if c == nil {
		return
	}
	for i, name := range strings.Fields(names) {
		v := watchedVariable{name, reflect.ValueOf(pointers[i]).Elem(), from, to, held}
		c.variables = slices.DeleteFunc(c.variables, func(x watchedVariable) bool { // of the iteration before
			return x.name == name && x.from == from && x.to == to
		})
		c.variables = append(c.variables, v)
		if held >= shared {
			c.watch.number(v)
		}
	}
}

// number numbers a variable when it is first seen.
func (w *Watch) number(v watchedVariable) {
	if at := v.address(); w.since[at] == 0 {
		w.since[at] = len(w.since) + 1
	}
}

// AddPackage adds the package variables that a function uses.
func (w *Watch) AddPackage(names string, pointers ...any) {
	for i, name := range strings.Fields(names) {
		v := watchedVariable{name: name, value: reflect.ValueOf(pointers[i]).Elem(), held: shared}
		if !slices.ContainsFunc(w.packages, func(x watchedVariable) bool { return x.address() == v.address() && x.name == name }) {
			w.packages = append(w.packages, v)
		}
	}
}

// A storing is what a goroutine is about to store.
type storing struct {
	value    reflect.Value
	constant string // its text; empty: it is the value
}

// Storing notes what a goroutine is about to store, a value or a constant by its text, until the
// function that it returns is called.
func (w *Watch) Storing(by int, value reflect.Value, constant string) (stored func()) {
	w.stores[by] = storing{value, constant}
	return func() { delete(w.stores, by) }
}

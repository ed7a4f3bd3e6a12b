package scheduler

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// An Event is one step of a traced run.
type Event struct {
	Goroutine int     `json:"goroutine"`
	Op        string  `json:"op"`
	Deviates  bool    `json:"deviates,omitempty"` // the default schedule had let another go on
	Where     []Frame `json:"where,omitempty"`
}

// A Frame is a call, the innermost first; those of the explorer itself are left out.
type Frame struct {
	Func string `json:"func"`
	File string `json:"file"`
	Line int    `json:"line"`
}

func (f Frame) String() string { return fmt.Sprintf("%s:%d", f.File, f.Line) }

// Record notes in the trace what needs no gate: what only releases something.
func (r *Run) Record(op string) {
	if r.traces() {
		*r.trace = append(*r.trace, Event{Goroutine: r.cur.id, Op: op, Where: frames(callers())})
	}
}

// longest bounds a trace: nobody reads on to the end of a program that has none.
const longest = 10_000

func (r *Run) traces() bool { return r.trace != nil && len(*r.trace) < longest && !r.over }

func (r *Run) record(op string, at []uintptr) {
	if r.traces() {
		*r.trace = append(*r.trace, Event{Goroutine: r.cur.id, Op: op, Deviates: r.took > 0, Where: frames(at)})
	}
	r.took = 0
}

func (r *Run) stack() string {
	if r.trace == nil {
		return ""
	}
	return string(debug.Stack())
}

func callers() []uintptr {
	at := make([]uintptr, 32)
	return at[:runtime.Callers(3, at)]
}

// own are the packages whose calls are the explorer's.
var own = [...]string{"threadlab/racecases/explore/scheduler.", "threadlab/racecases/explore/model.", "threadlab/racecases/explore/testing.", "threadlab/racecases/explore/harness.", "runtime.", "internal/runtime/"}

func frames(at []uintptr) []Frame {
	if len(at) == 0 {
		return nil
	}
	var list []Frame
	for calls := runtime.CallersFrames(at); ; {
		f, more := calls.Next()
		if f.Function != "" && !Own(f.Function) {
			list = append(list, Frame{f.Function, f.File, f.Line})
		}
		if !more {
			return list
		}
	}
}

// Own reports whether a function is one of the explorer's, or of the Go runtime.
func Own(function string) bool {
	for _, prefix := range own {
		if strings.HasPrefix(function, prefix) {
			return true
		}
	}
	return false
}

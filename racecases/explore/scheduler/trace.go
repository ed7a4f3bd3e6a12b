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
	Deviates  bool    `json:"deviates,omitempty"` // the default was another goroutine
	Where     []Frame `json:"where,omitempty"`
}

// A Frame is a call, the innermost first; calls inside the explorer are left out.
type Frame struct {
	Func string `json:"func"`
	File string `json:"file"`
	Line int    `json:"line"`
}

func (f Frame) String() string { return fmt.Sprintf("%s:%d", f.File, f.Line) }

// Whether a run is traced.
const (
	untraced = false
	traced   = true
)

// A trace holds the steps of a run, if they are recorded.
type trace struct {
	on     bool
	events []Event
}

// maxTrace bounds a trace: of a program without an end, the first steps tell enough.
const maxTrace = 10_000

// step records the begin of a step.
func (t *trace) step(r *Run, g *goroutine) {
	if t.on && len(t.events) < maxTrace && !r.over {
		t.events = append(t.events, Event{Goroutine: g.id, Op: g.op, Deviates: r.last > 0, Where: frames(g.at)})
	}
}

// stack returns the stack of the running goroutine, in a traced run.
func (t *trace) stack() string {
	if !t.on {
		return ""
	}
	return string(debug.Stack())
}

// Record adds an operation to the trace that is no scheduling point: one that only
// releases something.
func (r *Run) Record(op string) {
	if t := &r.trace; t.on && len(t.events) < maxTrace && !r.over {
		t.events = append(t.events, Event{Goroutine: r.current.id, Op: op, Where: frames(callers())})
	}
}

// callers returns the stack of the function that calls the caller of callers.
func callers() []uintptr {
	at := make([]uintptr, 32)
	return at[:runtime.Callers(3, at)]
}

// Own reports whether a function is one of the explorer's, or of the Go runtime.
func Own(function string) bool {
	for _, prefix := range [...]string{
		"threadlab/racecases/explore/scheduler.", "threadlab/racecases/explore/model.",
		"threadlab/racecases/explore/testing.", "threadlab/racecases/explore/harness.",
		"runtime.", "internal/runtime/",
	} {
		if strings.HasPrefix(function, prefix) {
			return true
		}
	}
	return false
}

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

package conformance_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"threadlab/primitives"
)

// A step is one call by one worker of a random program, and the calls that had returned when all had come to rest after it. The
// same names are in testdata/random.py.
type step struct {
	Worker int      `json:"worker"`
	Op     string   `json:"op"` // object.call
	Limit  string   `json:"limit"`
	N      int      `json:"n"`
	Done   []answer `json:"done"`
}

// An answer is what a worker's call returned, as Python prints it.
type answer struct {
	Worker int    `json:"worker"`
	Result string `json:"result"`
}

// The limits of a wait. What has none is given up after ages of fake time, so that a program can be cleaned up.
const (
	none  = "none"
	try   = "try"
	short = "short"
	ages  = 1000 * time.Hour
)

func duration(limit string) time.Duration {
	return map[string]time.Duration{none: ages, try: 0, short: time.Millisecond}[limit]
}

// A world is the objects of a random program.
type world struct {
	in      *primitives.Interpreter
	lock    primitives.Lock
	rlock   primitives.RLock
	cond    primitives.Condition // over an RLock of its own
	over    primitives.Lock
	condl   *primitives.Condition // over a Lock
	event   primitives.Event
	sem     *primitives.Semaphore
	bsem    *primitives.BoundedSemaphore
	barrier *primitives.Barrier
	local   primitives.Local[int]
	child   *primitives.Thread
	finish  *primitives.Event
}

func newWorld(in *primitives.Interpreter) *world {
	w := &world{in: in, sem: primitives.NewSemaphore(1), bsem: primitives.NewBoundedSemaphore(2), barrier: primitives.NewBarrier(2)}
	w.condl = primitives.NewCondition(&w.over)
	w.newChild()
	return w
}

func (w *world) newChild() {
	finish := new(primitives.Event)
	w.finish = finish
	w.child = w.in.NewThread(func(t *primitives.Thread) error { t.Blocking(finish.Wait); return nil })
}

// A call is one operation: how a step of it is made, and whether it may wait.
type call struct {
	op    string
	waits bool
	do    func(w *world, t *primitives.Thread, s step) string
}

// said returns what Python would say of a bool, of nothing, or of an error that was returned or panicked.
func said(f func() any) (text string) {
	defer func() {
		if p := recover(); p != nil {
			text = failure(p.(error))
		}
	}()
	switch v := f().(type) {
	case bool:
		return title(v)
	case error:
		return failure(v)
	case nil:
		return "None"
	default:
		return fmt.Sprint(v)
	}
}

func failure(err error) string {
	if errors.Is(err, primitives.ErrBrokenBarrier) {
		return "BrokenBarrierError: "
	}
	for _, class := range []error{primitives.ErrRuntime, primitives.ErrValue} {
		if errors.Is(err, class) {
			return class.Error() + ": " + err.Error()
		}
	}
	return err.Error()
}

func does(op string, f func(w *world, t *primitives.Thread, s step) any) call {
	return call{op, false, func(w *world, t *primitives.Thread, s step) string { return said(func() any { return f(w, t, s) }) }}
}

func waits(op string, f func(w *world, t *primitives.Thread, d time.Duration, limit string) any) call {
	return call{op, true, func(w *world, t *primitives.Thread, s step) string {
		return said(func() any { return f(w, t, duration(s.Limit), s.Limit) })
	}}
}

// object is what a call is made on.
func (c call) object() string {
	object, _, _ := strings.Cut(c.op, ".")
	return object
}

func number(i int, err error) any {
	if err != nil {
		return err
	}
	return strconv.Itoa(i)
}

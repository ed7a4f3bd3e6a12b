package testing

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/race"
)

// TB is a testing.TB.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Chdir(dir string)
	Cleanup(f func())
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() io.Writer
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	private()
}

var (
	_ TB = (*T)(nil)
	_ TB = (*B)(nil)
	_ TB = (*F)(nil)
)

// common has the methods that T, B and F share. Its zero value is ready to use.
type common struct {
	mu        mutex
	name      string
	parent    *common
	goroutine int // that runs it
	failed    bool
	skipped   bool
	left      bool // by FailNow or SkipNow
	cleaning  bool // the functions of Cleanup are called
	finished  bool
	messages  []string
	helpers   map[string]bool
	cleanups  []cleanup
	artifacts string // the folder of ArtifactDir
	ctx       context.Context
	cancel    context.CancelFunc
}

func (c *common) private() {}

// Name returns the name of the test.
func (c *common) Name() string { return c.name }

// Fail marks the test, and those that it is part of, as failed.
func (c *common) Fail() {
	model.Running().ConflictsWithAll()
	if c.finished {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	for x := c; x != nil; x = x.parent {
		x.mu.lock()
		x.failed = true
		x.mu.unlock()
	}
}

// Failed reports whether the test has failed.
func (c *common) Failed() bool {
	model.Running().ConflictsWithAll()
	c.mu.rlock()
	defer c.mu.runlock()
	return c.failed
}

// FailNow marks the test as failed and ends the goroutine that calls it.
func (c *common) FailNow() {
	c.Fail()
	c.leave()
}

func (c *common) leave() {
	w := model.Running()
	c.left = c.left || w.ID() == c.goroutine
	w.Leave()
}

// note keeps a message for the report of a failure.
func (c *common) note(text string) {
	model.Running().ConflictsWithAll()
	top, over := c, true
	for x := c; x != nil; x = x.parent {
		top, over = x, over && x.finished
	}
	if over {
		panic("Log in goroutine after " + c.name + " has completed: " + strings.TrimSpace(text))
	}
	text = fmt.Sprintf("%s at %s: %s", c.name, place(c.allHelpers()), strings.TrimSpace(text))
	model.Running().Remark(text)
	top.mu.lock()
	top.messages = append(top.messages, text)
	top.mu.unlock()
}

func (c *common) allHelpers() map[string]bool {
	all := map[string]bool{}
	for x := c; x != nil; x = x.parent {
		x.mu.lock()
		for name := range x.helpers {
			all[name] = true
		}
		x.mu.unlock()
	}
	return all
}

// Helper marks the calling function as a helper: messages name the place of its caller.
func (c *common) Helper() {
	var at [1]uintptr
	runtime.Callers(2, at[:])
	f, _ := runtime.CallersFrames(at[:]).Next()
	c.mu.lock()
	defer c.mu.unlock()
	if c.helpers == nil {
		c.helpers = map[string]bool{}
	}
	c.helpers[f.Function] = true
}

// Log prints nothing, because only failures are reported. A call after the end of the test
// panics.
func (c *common) Log(args ...any) { c.mute(fmt.Sprintln(args...)) }

// Logf is Log with a format.
func (c *common) Logf(format string, args ...any) { c.mute(fmt.Sprintf(format, args...)) }

func (c *common) mute(text string) {
	model.Running().ConflictsWithAll()
	c.mu.lock()
	over := c.finished
	c.mu.unlock()
	if over {
		c.note(text)
	}
}

// Error notes the message of a failure.
func (c *common) Error(args ...any) { c.note(fmt.Sprintln(args...)); c.Fail() }

// Errorf is Error with a format.
func (c *common) Errorf(format string, args ...any) { c.note(fmt.Sprintf(format, args...)); c.Fail() }

// Fatal is Error and FailNow.
func (c *common) Fatal(args ...any) { c.note(fmt.Sprintln(args...)); c.FailNow() }

// Fatalf is Fatal with a format.
func (c *common) Fatalf(format string, args ...any) {
	c.note(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip ends the test.
func (c *common) Skip(args ...any) { c.skip("Skip", fmt.Sprintln(args...)) }

// Skipf ends the test.
func (c *common) Skipf(format string, args ...any) { c.skip("Skipf", fmt.Sprintf(format, args...)) }

// SkipNow ends the test.
func (c *common) SkipNow() { c.skip("SkipNow", "") }

func (c *common) skip(by, why string) {
	w := model.Running()
	w.ConflictsWithAll()
	c.mu.lock()
	c.skipped = true
	c.mu.unlock()
	if c.parent == nil && !c.failed {
		by += " at " + place(c.allHelpers())
		if why = strings.TrimSpace(why); why != "" {
			by += ": " + why
		}
		w.Skip(by)
	}
	c.leave()
}

// Skipped reports whether the test was skipped.
func (c *common) Skipped() bool {
	model.Running().ConflictsWithAll()
	c.mu.rlock()
	defer c.mu.runlock()
	return c.skipped
}

// Context returns a context that is cancelled before the functions of Cleanup are called.
func (c *common) Context() context.Context {
	if c.ctx == nil {
		c.ctx, c.cancel = model.ContextWithCancel(context.Background())
		if c.cleaning {
			c.cancel()
		}
	}
	return c.ctx
}

// Output returns a writer that discards, as Log does.
func (c *common) Output() io.Writer { return output{c} }

type output struct{ *common }

func (o output) Write(text []byte) (int, error) {
	o.mute(string(text))
	return len(text), nil
}

// Attr does nothing.
func (c *common) Attr(string, string) {}

// A mutex tells the race detector what the lock in a testing.T orders. It locks nothing:
// between two scheduling points one goroutine runs at a time.
type mutex struct{ written, read byte }

func (m *mutex) lock() {
	race.Acquire(unsafe.Pointer(&m.written))
	race.Acquire(unsafe.Pointer(&m.read))
}

func (m *mutex) unlock() { race.Release(unsafe.Pointer(&m.written)) }

func (m *mutex) rlock() { race.Acquire(unsafe.Pointer(&m.written)) }

func (m *mutex) runlock() { race.ReleaseMerge(unsafe.Pointer(&m.read)) }

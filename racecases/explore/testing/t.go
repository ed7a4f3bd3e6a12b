package testing

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A T is a testing.T.
type T struct {
	common
	filter   []*regexp.Regexp // of the names of subtests, level by level
	names    map[string]int
	owner    *T // whose subtest it is
	returned bool
	subtests []*T // parallel ones
	paused   bool // Parallel was called: until its parent has returned it waits
	resumed  bool

	signal, barrier byte // their addresses order the test and its parent for the race detector
}

// A guard is open while its function returns true.
type guard func() bool

func (g guard) Ready() bool { return g() }

// run runs the test to its end, by whatever way it ends.
func (t *T) run(f func(*T)) {
	t.goroutine = model.Running().ID()
	defer t.finish()
	f(t)
	t.returned = true
}

func (t *T) finish() {
	w := model.Running()
	if w.Over() {
		t.undo()
		return
	}
	if p := recover(); p != nil {
		t.undo()
		panic(p)
	}
	if !t.returned && !t.left {
		t.Errorf("the test called runtime.Goexit, or a subtest called FailNow on its parent")
	}
	defer t.end()
	defer t.clean()
	if len(t.subtests) == 0 {
		return
	}
	race.Release(unsafe.Pointer(&t.barrier))
	for _, sub := range t.subtests {
		sub.resumed = true
	}
	w.Wait("testing: the end of the parallel subtests", guard(func() bool {
		for _, sub := range t.subtests {
			if !sub.finished {
				return false
			}
		}
		return true
	}))
	for _, sub := range t.subtests {
		race.Acquire(unsafe.Pointer(&sub.signal))
	}
}

func (t *T) end() {
	w := model.Running()
	if w.Over() {
		return
	}
	w.ConflictsWithAll()
	if t.owner != nil {
		race.Release(unsafe.Pointer(&t.signal))
	}
	t.finished = true
	if t.parent != nil || !t.failed {
		return
	}
	if len(t.messages) == 0 {
		t.messages = []string{t.name + " calls Fail"}
	}
	w.Fail(scheduler.Assertion, "%s", strings.Join(t.messages, "\n"))
}

// Run runs a subtest in a goroutine of its own, and returns when that has ended or called
// Parallel. It reports whether the subtest has not failed.
func (t *T) Run(name string, f func(*T)) bool {
	if t.cleaning {
		panic("testing: t.Run called during t.Cleanup")
	}
	sub := &T{common: common{name: t.subname(name), parent: &t.common}}
	if len(t.filter) > 0 {
		if !t.filter[0].MatchString(strings.TrimPrefix(sub.name, t.name+"/")) {
			return true
		}
		sub.filter = t.filter[1:]
	}
	t.start(sub, f)
	return !sub.failed
}

func (t *T) start(sub *T, f func(*T)) {
	w := model.Running()
	sub.owner = t
	w.Go(func() { sub.run(f) })
	w.Wait("testing.T.Run", guard(func() bool { return sub.finished || sub.paused }))
	race.Acquire(unsafe.Pointer(&sub.signal))
}

// subname returns a full name for a subtest that no other one has.
func (t *T) subname(name string) string {
	name = t.name + "/" + strings.Join(strings.Fields(name), "_")
	if t.names == nil {
		t.names = map[string]int{}
	}
	n := t.names[name]
	t.names[name]++
	if n > 0 {
		return fmt.Sprintf("%s#%02d", name, n)
	}
	return name
}

// Parallel parks the subtest until its parent has returned; then it runs in parallel with
// the other parallel ones. The explored test itself has none beside it.
func (t *T) Parallel() {
	if t.paused {
		panic("testing: t.Parallel called multiple times")
	}
	t.paused = true
	if t.owner == nil {
		return
	}
	t.owner.subtests = append(t.owner.subtests, t)
	race.Release(unsafe.Pointer(&t.signal))
	model.Running().Wait("testing.T.Parallel", guard(func() bool { return t.resumed }))
	race.Acquire(unsafe.Pointer(&t.owner.barrier))
}

// Deadline reports that there is none.
func (t *T) Deadline() (time.Time, bool) { return time.Time{}, false }

// SynctestTest is testing/synctest.Test: in the bubble no time passes as long as a
// goroutine is enabled.
func SynctestTest(t *T, f func(*T)) {
	model.Running().ExactTime()
	t.start(&T{common: common{name: t.name, parent: &t.common}}, f)
}

// SynctestWait is testing/synctest.Wait.
func SynctestWait() { model.Running().WaitAlone("synctest.Wait") }

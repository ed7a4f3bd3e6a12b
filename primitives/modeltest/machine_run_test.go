package modeltest_test

import (
	"flag"
	"fmt"
	"math"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid" // MPL-2.0: for tests only, nothing of it is in a program that imports primitives

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A machine drives an object and a model of it through the same steps, in fake time, and compares them whenever every goroutine
// is blocked. Then no race is left, so the models know everything: which clients wait, which is first, and when each gives up.
// The steps come from rapid, which shortens a failing sequence, and from the fuzz targets.
type machine interface {
	actions() []action
	// compare is called while every goroutine is blocked.
	compare() error
}

// An action is one kind of step; it makes of its argument what it can.
type action struct {
	name string
	do   func(arg int)
}

// A kind of machine, over the real thing and over one with a bug.
type kind struct {
	name   string
	good   func() machine
	flaw   string
	broken func() machine
}

var machineKinds = []kind{
	{
		"lock", func() machine { return newCounter(lockOfOne{new(primitives.Lock)}, 1, 1) },
		"permits-misuse", func() machine { return newCounter(patient{lockOfOne{new(primitives.Lock)}}, 1, 1) },
	},
	{
		"semaphore", func() machine { return newCounter(primitives.NewSemaphore(2), 2, math.MaxInt) },
		"wakes-late", func() machine { return newCounter(sleepy{primitives.NewSemaphore(2)}, 2, math.MaxInt) },
	},
	{
		"bounded-semaphore", func() machine { return newCounter(primitives.NewBoundedSemaphore(2), 2, 2) },
		"knows-no-bound", func() machine { return newCounter(primitives.NewSemaphore(2), 2, 2) },
	},
	{
		"fifo-semaphore", func() machine { return newCounter(primitives.NewFIFOSemaphore(2), 2, math.MaxInt) },
		"wakes-late", func() machine { return newCounter(sleepy{primitives.NewFIFOSemaphore(2)}, 2, math.MaxInt) },
	},
	{
		"fifo-several", func() machine { return newTakings(primitives.NewFIFOSemaphore(severalPermits)) },
		"collects", func() machine { return newTakings(primitives.NewSemaphore(severalPermits)) },
	},
	{
		"rlock", func() machine { return newOwner(func(x *kinds.RLockView) { x.Release() }) },
		"release-forgets-depth", func() machine { return newOwner(releaseAll) },
	},
	{
		"event", func() machine { return newFlag() },
		"looks-again", func() machine { return newDoubtfulFlag() },
	},
	{
		"condition", func() machine { return newNotifier(0) },
		"notifies-one-more", func() machine { return newNotifier(1) },
	},
	{
		"barrier", func() machine { return &gate{b: primitives.NewBarrier(gateParties)} },
		"forgives-lateness", func() machine { return &gate{b: kinds.ForgivingBarrier{Barrier: primitives.NewBarrier(gateParties)}} },
	},
}

// settle ends the waits that are left in a bubble: no machine waits longer than forever.
func settle() {
	time.Sleep(2 * forever)
	synctest.Wait()
}

// walk has rapid choose steps for machines of that kind.
func walk(t *testing.T, tb rapid.TB, newMachine func() machine) {
	rapid.Check(tb, func(rt *rapid.T) {
		var failure any // rapid panics, and a panic must not leave a bubble's goroutine
		synctest.Test(t, func(*testing.T) {
			defer settle()
			defer func() { failure = recover() }()
			m := newMachine()
			steps := map[string]func(*rapid.T){"": func(rt *rapid.T) {
				synctest.Wait()
				if err := m.compare(); err != nil {
					rt.Fatal(err)
				}
			}}
			for _, a := range m.actions() {
				steps[a.name] = func(rt *rapid.T) { a.do(rapid.IntRange(0, 255).Draw(rt, "arg")) }
			}
			rt.Repeat(steps)
		})
		if failure != nil {
			panic(failure)
		}
	})
}

func TestMachine(t *testing.T) {
	for _, k := range machineKinds {
		t.Run(k.name, func(t *testing.T) { walk(t, t, k.good) })
	}
}

func TestMachineCatches(t *testing.T) {
	setFlag(t, "rapid.nofailfile", "true")
	setFlag(t, "rapid.shrinktime", "50ms")
	for _, k := range machineKinds {
		t.Run(k.name+"/"+k.flaw, func(t *testing.T) {
			tb := &deafTB{TB: t}
			done := make(chan struct{})
			go func() {
				defer close(done)
				walk(t, tb, k.broken)
			}()
			<-done
			require.True(t, tb.failed, "not seen")
		})
	}
}

// setFlag sets a flag of the test binary until the test is over.
func setFlag(t *testing.T, name, value string) {
	t.Helper()
	f := flag.Lookup(name)
	old := f.Value.String()
	require.NoError(t, f.Value.Set(value))
	t.Cleanup(func() { _ = f.Value.Set(old) })
}

// A deafTB fails without its test failing.
type deafTB struct {
	rapid.TB
	failed bool
}

func (tb *deafTB) Logf(string, ...any)   {}
func (tb *deafTB) Log(...any)            {}
func (tb *deafTB) Errorf(string, ...any) { tb.failed = true }
func (tb *deafTB) Error(...any)          { tb.failed = true }
func (tb *deafTB) Fail()                 { tb.failed = true }
func (tb *deafTB) Failed() bool          { return tb.failed }
func (tb *deafTB) Fatal(...any)          { tb.FailNow() }
func (tb *deafTB) Fatalf(string, ...any) { tb.FailNow() }
func (tb *deafTB) FailNow()              { tb.failed = true; runtime.Goexit() }

// forever is longer than any machine runs.
const forever = time.Hour

// limits are how long a machine's waits last: for ever, or until one of its sleeps, which last odd numbers of milliseconds.
var limits = []time.Duration{forever, 2 * time.Millisecond, 0, forever, 6 * time.Millisecond, -1}

// A crew is the goroutines that wait for a machine, and what the model expects of them: an answer, or none yet.
type crew struct {
	got      [clients]atomic.Pointer[answer]
	want     [clients]*answer
	deadline [clients]time.Time
	waiting  lineup
}

// send has a client that is free perform f, which waits for d at most, and returns which one; the model takes it for
// waiting. Without a free one it returns false.
func (c *crew) send(d time.Duration, f func(client int) answer) (client int, ok bool) {
	for client := range clients {
		if c.deadline[client].IsZero() {
			c.deadline[client] = time.Now().Add(d)
			c.waiting = c.waiting.push(client)
			go func() {
				a := f(client)
				c.got[client].Store(&a)
			}()
			synctest.Wait()
			return client, true
		}
	}
	return 0, false
}

// settled is what the model says when a client's wait is over.
func (c *crew) settled(client int, a answer) {
	c.waiting, _ = c.waiting.remove(client)
	c.want[client] = &a
}

// late returns a client whose time is up.
func (c *crew) late() (client int, ok bool) {
	for _, client := range c.waiting.at[:c.waiting.len] {
		if !c.deadline[client].After(time.Now()) {
			return client, true
		}
	}
	return 0, false
}

// sleep lets time pass, and says of each client whose time is up that it failed.
func (c *crew) sleep(arg int) {
	time.Sleep(time.Duration(1+arg%3*2) * time.Millisecond)
	c.expire()
}

func (c *crew) expire() {
	for client, ok := c.late(); ok; client, ok = c.late() {
		c.settled(client, answer{})
	}
}

// compare compares the answers, and frees the clients that have given theirs.
func (c *crew) compare(waiters int) error {
	if waiters != c.waiting.len {
		return fmt.Errorf("%d wait, want %d", waiters, c.waiting.len)
	}
	for client := range clients {
		got, want := c.got[client].Load(), c.want[client]
		switch {
		case (got == nil) != (want == nil):
			return fmt.Errorf("client %d: back %t, want %t", client, got != nil, want != nil)
		case got != nil && *got != *want:
			return fmt.Errorf("client %d: got %v, want %v", client, *got, *want)
		case got != nil:
			c.got[client].Store(nil)
			c.want[client], c.deadline[client] = nil, time.Time{}
		}
	}
	return nil
}

// agree compares an answer of the object with the model's.
func agree[T comparable](what string, got, want T) error {
	if got != want {
		return fmt.Errorf("%s is %v, want %v", what, got, want)
	}
	return nil
}

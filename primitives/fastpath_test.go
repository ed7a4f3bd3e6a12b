package primitives_test

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// TestNoAllocations: an uncontended call allocates nothing, with timeouts and contexts too.
func TestNoAllocations(t *testing.T) {
	var lock primitives.Lock
	var rlock primitives.RLock
	var event primitives.Event
	var condition primitives.Condition
	sem, bounded, fifo := primitives.NewSemaphore(1), primitives.NewBoundedSemaphore(1), primitives.NewFIFOSemaphore(1)
	alone := primitives.NewBarrier(1)
	th := primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	event.Set()
	tests := []struct {
		name string
		op   func()
	}{
		{"Lock", func() { lock.Acquire(); lock.Release() }},
		{"Lock, try", func() { lock.TryAcquire(); lock.Release() }},
		{"Lock, timeout", func() { lock.AcquireTimeout(time.Hour); lock.Release() }},
		{"Lock, context", func() { _ = lock.AcquireContext(ctx); lock.Release() }},
		{"RLock, twice", func() { rlock.Acquire(th); rlock.Acquire(th); rlock.Release(th); rlock.Release(th) }},
		{"RLock, timeout", func() { rlock.AcquireTimeout(th, time.Hour); rlock.Release(th) }},
		{"Semaphore", func() { sem.Acquire(); sem.Release() }},
		{"Semaphore, timeout", func() { sem.AcquireTimeout(time.Hour); sem.Release() }},
		{"Semaphore, context", func() { _ = sem.AcquireContext(ctx); sem.Release() }},
		{"Semaphore, several", func() { sem.AcquireN(1); sem.TryAcquireN(1); sem.ReleaseN(1) }},
		{"BoundedSemaphore", func() { bounded.Acquire(); bounded.Release() }},
		{"FIFOSemaphore", func() { fifo.Acquire(); fifo.Release() }},
		{"FIFOSemaphore, several", func() { fifo.AcquireN(1); fifo.TryAcquireN(1); fifo.ReleaseN(1) }},
		{"Event, set", func() { event.Wait(); event.WaitTimeout(time.Hour); event.Set() }},
		{"Condition, nobody waits", func() { condition.Acquire(th); condition.NotifyAll(th); condition.Release(th) }},
		{"Barrier of one", func() { _, _ = alone.Wait() }},
		{"Checkpoint", th.Checkpoint},
	}
	if testing.AllocsPerRun(100, func() { escaped = new(int) }) == 0 {
		t.Skip("allocations are not counted here: one that escapes is not seen")
	}
	for _, tt := range tests {
		assert.Zero(t, testing.AllocsPerRun(100, tt.op), tt.name)
	}
}

// TestBarrierAllocations: parties that wait for each other cost no memory either.
func TestBarrierAllocations(t *testing.T) {
	for _, parties := range []int{2, 64} { // those that let others run first, and those that sleep at once
		b := primitives.NewBarrier(parties)
		var others sync.WaitGroup
		for range parties - 1 {
			others.Go(func() {
				for err := error(nil); err == nil; {
					_, err = b.Wait()
				}
			})
		}
		assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = b.Wait() }), "%d parties", parties)
		b.Abort()
		others.Wait()
	}
}

var escaped *int

// TestFastPathsInline asks the compiler: a fast path that outgrows its budget costs every user a call.
func TestFastPathsInline(t *testing.T) {
	if strconv.IntSize < 64 {
		t.Skip("a 64-bit atomic operation is a call here")
	}
	out, err := exec.CommandContext(t.Context(), "go", "build", "-gcflags=-m=2", ".").CombinedOutput()
	require.NoError(t, err, string(out))
	inlines := func(f string) bool { return strings.Contains(string(out), ": can inline "+f+" with cost ") }
	for _, f := range []string{
		"(*Lock).Acquire", "(*Lock).TryAcquire", "(*Lock).AcquireTimeout", "(*Lock).AcquireContext", "(*Lock).Release",
		"(*Event).IsSet", "(*Event).Wait", "(*permitWord).take", "(*permitWord).give", "(*Thread).Checkpoint",
		"(*Condition).Acquire", "(*Condition).Release",
	} {
		assert.True(t, inlines(f), "%s is not inlined any more", f)
	}
	assert.False(t, inlines("compete"), "nothing can be that large and be inlined: this test sees nothing")
}

package primitives

import (
	"context"
	"sync"
)

// A Group is threads that work on parts of one task, after golang.org/x/sync/errgroup: the first that fails cancels a context for
// the others, and Wait returns its error. Make one with [NewGroup]; the zero value is not usable, and a Group must not be
// copied. Its parent alone calls Go, SetLimit and Wait, in any order and any number of times.
//
// In the terms of the Go memory model, a Go happens before its function begins, and the end of each function before the return
// of the next Wait.
//
// A panic of a function is a [*PanicError] here, and runtime.Goexit [ErrSystemExit]; the except hook is called as for any thread.
// Python: asyncio.TaskGroup, or a concurrent.futures.ThreadPoolExecutor in a with statement.
type Group struct {
	parent  *Thread
	cancel  context.CancelCauseFunc
	places  *Semaphore // nil: no limit
	threads []*Thread

	mu  sync.Mutex
	err error // the first
}

// NewGroup returns a group of parent's threads, and a context of ctx that is done when one of them has failed, its cause the
// error, or when Wait has returned. It panics with [ErrNoThread] if no constructor made parent.
func NewGroup(ctx context.Context, parent *Thread) (*Group, context.Context) {
	if parent == nil || parent.in == nil {
		panic(ErrNoThread)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{parent: parent, cancel: cancel}, ctx
}

// SetLimit lets at most n threads of the group run at the same time: Go waits for a place. Zero or less is no limit. It
// applies to the threads that Go starts from now on. Cost: free.
func (g *Group) SetLimit(n int) {
	g.places = nil
	if n > 0 {
		g.places = NewSemaphore(n)
	}
}

// Go starts a thread that runs f. It waits for a place if there is a limit, without the GIL. A thread that cannot be started, because
// the interpreter has been finalised, counts as one that failed. Cost: a goroutine; may park.
func (g *Group) Go(f func(t *Thread) error, opts ...ThreadOption) {
	places := g.places
	if places != nil {
		g.parent.Acquire(places)
	}
	t := g.parent.NewThread(f, opts...)
	t.ended = func(err error) {
		g.fail(err)
		if places != nil {
			places.Release()
		}
	}
	if err := t.Start(); err != nil {
		t.ended(err)
		return
	}
	g.threads = append(g.threads, t)
}

// Wait waits for every thread of the group, without the GIL, and returns the first error that one of them ended with, or nil.
// Cost: may park.
func (g *Group) Wait() error {
	for _, t := range g.threads {
		_ = t.Join(g.parent) // it has been started, and is not the parent
	}
	g.threads = nil
	g.mu.Lock()
	defer g.mu.Unlock()
	g.cancel(g.err)
	return g.err
}

func (g *Group) fail(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if err != nil && g.err == nil {
		g.err = err
		g.cancel(err)
	}
}

package peers

import (
	"context"
	"sync"
	"time"

	"threadlab/primitives"
)

// An Event can be waited for, again and again.
type Event interface {
	Set()
	Clear()
	Wait()
}

// Events returns the events, ours first.
func Events() []Peer[Event] {
	return []Peer[Event]{
		{"threadlab.Event", func() Event { return new(primitives.Event) }},
		{"sync.Cond", func() Event { return newCondEvent() }},
		{"chan", func() Event { return NewChanEvent() }},
		{"context", func() Event { return NewContextEvent() }},
	}
}

// A condEvent is CPython's algorithm: a flag, a mutex and a condition variable.
type condEvent struct {
	mu      sync.Mutex
	changed *sync.Cond
	up      bool
}

func newCondEvent() *condEvent {
	e := new(condEvent)
	e.changed = sync.NewCond(&e.mu)
	return e
}

func (e *condEvent) Set() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.up = true
	e.changed.Broadcast()
}

func (e *condEvent) Clear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.up = false
}

func (e *condEvent) Wait() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for !e.up {
		e.changed.Wait()
	}
}

// A ChanEvent is the idiom: a channel that is closed to set the event, and replaced to clear it.
type ChanEvent struct {
	mu sync.Mutex
	up bool
	ch chan struct{}
}

// NewChanEvent returns an event that is not set.
func NewChanEvent() *ChanEvent { return &ChanEvent{ch: make(chan struct{})} }

// Set lets all waiters go.
func (e *ChanEvent) Set() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.up {
		e.up = true
		close(e.ch)
	}
}

// Clear lowers the flag: later waits block.
func (e *ChanEvent) Clear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.up {
		e.up, e.ch = false, make(chan struct{})
	}
}

// Wait waits until the event is set.
func (e *ChanEvent) Wait() { <-e.done() }

// WaitTimeout waits at most d and reports whether the event was set.
func (e *ChanEvent) WaitTimeout(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-e.done():
		return true
	case <-timer.C:
		return false
	}
}

func (e *ChanEvent) done() <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ch
}

// A ContextEvent is a context that is cancelled to set the event, and replaced to clear it.
type ContextEvent struct {
	mu     sync.Mutex
	ctx    context.Context
	cancel context.CancelFunc
}

// NewContextEvent returns an event that is not set.
func NewContextEvent() *ContextEvent {
	e := new(ContextEvent)
	e.ctx, e.cancel = context.WithCancel(context.Background())
	return e
}

// Set lets all waiters go.
func (e *ContextEvent) Set() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cancel()
}

// Clear lowers the flag: later waits block.
func (e *ContextEvent) Clear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ctx.Err() != nil {
		e.ctx, e.cancel = context.WithCancel(context.Background())
	}
}

// Wait waits until the event is set.
func (e *ContextEvent) Wait() { <-e.now().Done() }

// WaitTimeout waits at most d and reports whether the event was set.
func (e *ContextEvent) WaitTimeout(d time.Duration) bool {
	set := e.now()
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	select {
	case <-set.Done():
		return true
	case <-ctx.Done():
		return false
	}
}

func (e *ContextEvent) now() context.Context {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.ctx
}

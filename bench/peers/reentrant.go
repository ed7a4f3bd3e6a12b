package peers

import (
	"bytes"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/petermattis/goid"

	"threadlab/primitives"
)

// RLocks returns the locks that their owner can take again, ours first. There is no module of that kind in use; the
// others are what Go code does instead: a mutex and an owner's number.
func RLocks() []Peer[Locker] {
	return []Peer[Locker]{
		{"threadlab.RLock", func() Locker { return newRLock() }},
		{"goid-rlock", func() Locker { return new(GoidRLock) }},
		{"token-rlock", func() Locker { return (&tokenRLock{new(TokenRLock), 0, new(atomic.Int64)}).own() }},
		{"stackid-rlock", func() Locker { return new(StackRLock) }},
	}
}

// A rlock is ours, as one of its threads calls it.
type rlock struct {
	lock   *primitives.RLock
	in     *primitives.Interpreter
	thread *primitives.Thread
}

func newRLock() *rlock {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	return &rlock{new(primitives.RLock), in, in.NewThread(nil)}
}

func (r *rlock) own() Locker      { return &rlock{r.lock, r.in, r.in.NewThread(nil)} }
func (r *rlock) Acquire()         { r.lock.Acquire(r.thread) }
func (r *rlock) TryAcquire() bool { return r.lock.TryAcquire(r.thread) }
func (r *rlock) Release()         { r.lock.Release(r.thread) }

func (r *rlock) AcquireTimeout(d time.Duration) bool { return r.lock.AcquireTimeout(r.thread, d) }

// A TokenRLock is a reentrant lock whose callers identify themselves by a number, any but 0.
type TokenRLock struct {
	mu    sync.Mutex
	owner atomic.Int64
	depth int // how often the owner has it, besides the first time
}

// Acquire takes the lock, once more if id has it.
func (r *TokenRLock) Acquire(id int64) {
	if r.owner.Load() == id {
		r.depth++
		return
	}
	r.mu.Lock()
	r.owner.Store(id)
}

// TryAcquire is Acquire if that need not wait.
func (r *TokenRLock) TryAcquire(id int64) bool {
	if r.owner.Load() == id {
		r.depth++
		return true
	}
	if !r.mu.TryLock() {
		return false
	}
	r.owner.Store(id)
	return true
}

// Release undoes one acquisition. It does not check that its caller is the owner.
func (r *TokenRLock) Release() {
	if r.depth > 0 {
		r.depth--
		return
	}
	r.owner.Store(0)
	r.mu.Unlock()
}

// A tokenRLock is one caller's view of a TokenRLock.
type tokenRLock struct {
	rlock *TokenRLock
	token int64
	last  *atomic.Int64 // the last one that was given out
}

func (r *tokenRLock) own() Locker { return &tokenRLock{r.rlock, r.last.Add(1), r.last} }

func (r *tokenRLock) Acquire()         { r.rlock.Acquire(r.token) }
func (r *tokenRLock) TryAcquire() bool { return r.rlock.TryAcquire(r.token) }
func (r *tokenRLock) Release()         { r.rlock.Release() }

// A GoidRLock knows its owner by the number that the runtime gives a goroutine, which github.com/petermattis/goid reads
// where Go keeps it. A Go release that keeps it elsewhere breaks it.
type GoidRLock struct{ TokenRLock }

// Acquire takes the lock, once more if this goroutine has it.
func (r *GoidRLock) Acquire() { r.TokenRLock.Acquire(goid.Get()) }

// TryAcquire is Acquire if that need not wait.
func (r *GoidRLock) TryAcquire() bool { return r.TokenRLock.TryAcquire(goid.Get()) }

// A StackRLock knows its owner by the same number, read from the first line of a stack trace: all that Go itself offers.
type StackRLock struct{ TokenRLock }

// Acquire takes the lock, once more if this goroutine has it.
func (r *StackRLock) Acquire() { r.TokenRLock.Acquire(stackID()) }

// TryAcquire is Acquire if that need not wait.
func (r *StackRLock) TryAcquire() bool { return r.TokenRLock.TryAcquire(stackID()) }

// stackID returns the number in "goroutine 7 [running]:".
func stackID() int64 {
	var line [64]byte
	text := bytes.TrimPrefix(line[:runtime.Stack(line[:], false)], []byte("goroutine "))
	number, _, _ := bytes.Cut(text, []byte(" "))
	id, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil {
		panic(err)
	}
	return id
}

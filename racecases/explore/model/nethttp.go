package model

import (
	"context"
	"net"
	"sync"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// In a program that is explored Go's own net/http and crypto/tls call these functions in the place
// of those of sync and net. Its locks have no points of their own, and what each orders counts for the
// step in which it is taken: so a request costs few steps, and no order is left out.

// LockHeld locks a mutex that may be held where a goroutine waits.
func LockHeld(mu *sync.Mutex) {
	if w := here(); w.Runs() {
		if free := (*mutexFree)(mu); !free.Ready() {
			w.WaitOn("a lock of Go's own", free, changing(unsafe.Pointer(mu)))
		} else if !w.Over() {
			w.Touch(scheduler.Writes, unsafe.Pointer(mu))
		}
	}
	mu.Lock()
}

// UnlockHeld unlocks it. A goroutine that is unwound may not hold it.
func UnlockHeld(mu *sync.Mutex) {
	if here().Over() {
		mu.TryLock()
	}
	UnlockLogger(mu)
}

// Changes declares that the running step changes what a mutex stands for.
func Changes(mu *sync.Mutex) {
	if w := here(); !w.Over() {
		w.Touch(scheduler.Writes, unsafe.Pointer(mu))
	}
}

// DoOnce is the method Do of a sync.Once.
func DoOnce(once *sync.Once, f func()) { (*Once)(unsafe.Pointer(once)).Do(f) }

// AddTo adds to the count of a sync.WaitGroup, within the running step.
func AddTo(group *sync.WaitGroup, n int) {
	if w := here(); n > 0 && !w.Over() {
		w.Touch(scheduler.Adds, unsafe.Pointer(group))
	}
	(*WaitGroup)(unsafe.Pointer(group)).add(n)
}

// WaitFor waits until the count is 0.
func WaitFor(group *sync.WaitGroup) { (*WaitGroup)(unsafe.Pointer(group)).Wait() }

// An untilEmpty opens when a count is 0, or a context has ended.
type untilEmpty struct {
	*groupGuard
	ctx *cancelCtx // nil: it does not end
}

func (u *untilEmpty) Ready() bool { return u.n == 0 || u.ctx != nil && u.ctx.err != nil }

// WaitForContext waits until the count is 0 or a context ends, and returns the error of that.
func WaitForContext(ctx context.Context, group *sync.WaitGroup) error {
	w := here()
	u := &untilEmpty{groupGuard: (*groupGuard)(unsafe.Pointer(group))}
	touches := []scheduler.Touch{looking(unsafe.Pointer(group))}
	if ctx.Done() != nil {
		u.ctx = newCancelCtx(ctx)
		touches = append(touches, looking(unsafe.Pointer(u.ctx)))
	}
	w.WaitOn("http.Server.Shutdown", u, touches...)
	race.Acquire(unsafe.Pointer(group))
	empty := u.n == 0
	if u.ctx != nil {
		u.ctx.cancel(context.Canceled, nil)
	}
	if empty {
		return nil
	}
	return ctx.Err()
}

// WithCancelHere is context.WithCancel. The context is cancelled within the running step.
func WithCancelHere(parent context.Context) (context.Context, context.CancelFunc) {
	c := newCancelCtx(parent)
	return c, func() {
		if !here().Over() {
			c.cancel(context.Canceled, nil)
		}
	}
}

// modelled returns the directions of the connection below a [net.Conn]: what arrives over it, and
// what leaves; or nil.
func modelled(c net.Conn) (in, out *direction) {
	switch c := c.(type) {
	case *NetTCPConn:
		return &c.in.direction, &c.out.direction
	case *pipeConn:
		return &c.in.direction, &c.out.direction
	case interface{ NetConn() net.Conn }: // of package tls
		return modelled(c.NetConn())
	}
	return nil, nil
}

// WatchEnd calls a function in a goroutine of its own when the other side of a connection has
// closed it, unless that function is replaced by nil before.
func WatchEnd(c net.Conn, gone func()) {
	s, _ := modelled(c)
	w := here()
	if s == nil || w.Over() {
		return
	}
	w.Touch(scheduler.Writes, unsafe.Pointer(s))
	if s.gone = nil; gone == nil {
		return
	}
	race.ReleaseMerge(unsafe.Pointer(s))
	s.gone = func() {
		race.Acquire(unsafe.Pointer(s))
		gone()
	}
	if s.over {
		s.finish()
	}
}

// ForOneRequest declares that a connection is closed after one request. What comes over it is
// not split: net/http puts it together again.
func ForOneRequest(c net.Conn) {
	if in, out := modelled(c); in != nil {
		in.alone, out.alone = true, true
	}
}

// ArriveWhole declares that what comes over a connection is not split, for it is put together
// again: by crypto/tls, to records.
func ArriveWhole(c net.Conn) {
	if in, _ := modelled(c); in != nil {
		in.whole = true
	}
}

// Alone reports whether a connection is for one request.
func Alone(c net.Conn) bool {
	in, _ := modelled(c)
	return in != nil && in.alone
}

// ReadBy is the method SetReadDeadline of a connection; to none where there is none is no step.
func ReadBy(c net.Conn, t time.Time) error {
	if in, _ := modelled(c); in != nil && t.IsZero() && in.readBy.unset() {
		return nil
	}
	return c.SetReadDeadline(t)
}

// WriteBy is SetWriteDeadline likewise.
func WriteBy(c net.Conn, t time.Time) error {
	if _, out := modelled(c); out != nil && t.IsZero() && out.writtenBy.unset() {
		return nil
	}
	return c.SetWriteDeadline(t)
}

// HangUp closes a connection within the running step, if it is the model's: that only
// releases, and needs no point.
func HangUp(c net.Conn) {
	tcp, ok := c.(*NetTCPConn)
	if !ok {
		c.Close()
		return
	}
	if w := here(); !tcp.closed && !w.Over() {
		w.Touch(scheduler.Writes, unsafe.Pointer(tcp.in))
		tcp.shut()
	}
}

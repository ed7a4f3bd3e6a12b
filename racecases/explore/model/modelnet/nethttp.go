package modelnet

import (
	"net"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelio"
	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// In a program that is explored Go's own net/http and crypto/tls call these functions in the place
// of those of net.

// modelled returns the directions of the connection below a [net.Conn]: what arrives over it, and
// what leaves; or nil.
func modelled(c net.Conn) (in, out *modelio.Direction) {
	switch c := c.(type) {
	case *TCPConn:
		return &c.in.Direction, &c.out.Direction
	case *pipeConn:
		return &c.in.Direction, &c.out.Direction
	case interface{ NetConn() net.Conn }: // of package tls
		return modelled(c.NetConn())
	}
	return nil, nil
}

// WatchEnd calls a function in a goroutine of its own when the other side of a connection has
// closed it, unless that function is replaced by nil before.
func WatchEnd(c net.Conn, gone func()) {
	s, _ := modelled(c)
	w := model.Running()
	if s == nil || w.Over() {
		return
	}
	w.Touch(scheduler.Writes, unsafe.Pointer(s))
	if gone == nil {
		s.OnEnd(nil)
		return
	}
	race.ReleaseMerge(unsafe.Pointer(s))
	s.OnEnd(func() {
		race.Acquire(unsafe.Pointer(s))
		gone()
	})
}

// ForOneRequest declares that a connection is closed after one request. What comes over it is
// not split: net/http puts it together again.
func ForOneRequest(c net.Conn) {
	if in, out := modelled(c); in != nil {
		in.Alone, out.Alone = true, true
	}
}

// ArriveWhole declares that what comes over a connection is not split, for it is put together
// again: by crypto/tls, to records.
func ArriveWhole(c net.Conn) {
	if in, _ := modelled(c); in != nil {
		in.Whole = true
	}
}

// Alone reports whether a connection is for one request.
func Alone(c net.Conn) bool {
	in, _ := modelled(c)
	return in != nil && in.Alone
}

// ReadBy is the method SetReadDeadline of a connection; to none where there is none is no step.
func ReadBy(c net.Conn, t time.Time) error {
	if in, _ := modelled(c); in != nil && t.IsZero() && in.ReadBy.Unset() {
		return nil
	}
	return c.SetReadDeadline(t)
}

// WriteBy is SetWriteDeadline likewise.
func WriteBy(c net.Conn, t time.Time) error {
	if _, out := modelled(c); out != nil && t.IsZero() && out.WrittenBy.Unset() {
		return nil
	}
	return c.SetWriteDeadline(t)
}

// HangUp closes a connection within the running step, if it is the model's: that only
// releases, and needs no point.
func HangUp(c net.Conn) {
	tcp, ok := c.(*TCPConn)
	if !ok {
		c.Close()
		return
	}
	if w := model.Running(); !tcp.closed && !w.Over() {
		w.Touch(scheduler.Writes, unsafe.Pointer(tcp.in))
		tcp.shut()
	}
}

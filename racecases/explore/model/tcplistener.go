package model

import (
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A NetTCPListener is a net.TCPListener. Connections wait in it to be accepted.
type NetTCPListener struct {
	addr     *net.TCPAddr
	network  string
	queue    *NetTCPConn
	closed   bool
	accepted deadline // of waiting for a connection
	next     *NetTCPListener
}

var _ net.Listener = (*NetTCPListener)(nil)

// NetListenTCP is net.ListenTCP.
func NetListenTCP(network string, addr *net.TCPAddr) (*NetTCPListener, error) {
	return listen(network, address(addr))
}

// address writes an address as net.Listen and net.Dial take it.
func address(addr *net.TCPAddr) string {
	if addr == nil {
		return ":0"
	}
	return addr.String()
}

// hears reports whether it listens on an address of this machine.
func (l *NetTCPListener) hears(ip net.IP) bool {
	if !l.addr.IP.IsUnspecified() {
		return l.addr.IP.Equal(ip)
	}
	return l.network != "tcp6" && l.addr.IP.To4() == nil || (ip.To4() == nil) == (l.addr.IP.To4() == nil)
}

// Addr returns the address on which it listens.
func (l *NetTCPListener) Addr() net.Addr { return l.addr }

// failure is the error of an operation.
func (l *NetTCPListener) failure(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Addr: l.addr, Err: err}
}

// An accepting opens when a connection waits to be accepted, or none will.
type accepting NetTCPListener

func (l *accepting) Ready() bool { return l.queue != nil || l.closed || l.accepted.passed }

// offer adds a connection to those that wait.
func (l *NetTCPListener) offer(c *NetTCPConn) {
	race.Release(unsafe.Pointer(c))
	last := &l.queue
	for *last != nil {
		last = &(*last).next
	}
	*last = c
}

// Accept waits for the next connection.
func (l *NetTCPListener) Accept() (net.Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// AcceptTCP is Accept.
func (l *NetTCPListener) AcceptTCP() (*NetTCPConn, error) {
	here().WaitOn("net.Listener.Accept", (*accepting)(l), changing(unsafe.Pointer(l)))
	switch {
	case l.closed:
		return nil, l.failure("accept", net.ErrClosed)
	case l.accepted.passed:
		return nil, l.failure("accept", os.ErrDeadlineExceeded)
	}
	c := l.queue
	l.queue = c.next
	race.Acquire(unsafe.Pointer(c))
	return c, nil
}

// Close resets the connections that were not accepted.
func (l *NetTCPListener) Close() error {
	here().WaitOn("net.Listener.Close", nil, changing(unsafe.Pointer(l)))
	if l.closed {
		return l.failure("close", net.ErrClosed)
	}
	l.closed = true
	l.accepted.set(time.Time{})
	for c := l.queue; c != nil; c = c.next {
		c.reset()
	}
	l.queue = nil
	return nil
}

// SetDeadline bounds how long Accept waits.
func (l *NetTCPListener) SetDeadline(t time.Time) error {
	here().WaitOn("net.Listener.SetDeadline", nil, changing(unsafe.Pointer(l)))
	if l.closed {
		return l.failure("set", net.ErrClosed)
	}
	l.accepted.set(t)
	return nil
}

// File ends the exploration: there is no file behind a modelled listener.
func (l *NetTCPListener) File() (*os.File, error) { return nil, unmodelled("net.TCPListener.File") }

// SyscallConn is File.
func (l *NetTCPListener) SyscallConn() (syscall.RawConn, error) {
	return nil, unmodelled("net.TCPListener.SyscallConn")
}

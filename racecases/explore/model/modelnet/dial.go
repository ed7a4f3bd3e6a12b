package modelnet

import (
	"context"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// connects is how long a connection takes at least: a limit of less has passed before there is
// one. No point of the schedule stands for it.
const connects = time.Microsecond

// A Dialer is a net.Dialer. What tunes a connection, or looks for an address at several
// places at once, has no effect.
type Dialer struct {
	Timeout         time.Duration
	Deadline        time.Time
	LocalAddr       net.Addr
	DualStack       bool
	FallbackDelay   time.Duration
	KeepAlive       time.Duration
	KeepAliveConfig net.KeepAliveConfig
	Resolver        *Resolver
	Cancel          <-chan struct{}
	Control         func(network, address string, c syscall.RawConn) error
	ControlContext  func(ctx context.Context, network, address string, c syscall.RawConn) error
	multipath
}

// A multipath is an option that has no effect.
type multipath struct{ on bool }

// MultipathTCP reports what SetMultipathTCP has set.
func (m *multipath) MultipathTCP() bool { return m.on }

// SetMultipathTCP has no effect.
func (m *multipath) SetMultipathTCP(use bool) { m.on = use }

// Dial is net.Dial: a connection is made although nothing has accepted it yet.
func Dial(network, address string) (net.Conn, error) {
	return new(Dialer).Dial(network, address)
}

// DialTimeout is net.DialTimeout.
func DialTimeout(network, address string, timeout time.Duration) (net.Conn, error) {
	return (&Dialer{Timeout: timeout}).Dial(network, address)
}

// DialContext is the method DialContext of a dialer without options.
func DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	return new(Dialer).DialContext(ctx, network, address)
}

// DialTCP is net.DialTCP.
func DialTCP(network string, local, remote *net.TCPAddr) (*TCPConn, error) {
	if remote == nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: &net.AddrError{Err: "missing address"}}
	}
	var d Dialer
	if local != nil {
		d.LocalAddr = local
	}
	return d.dial(context.Background(), network, address(remote))
}

// Dial is DialContext without a context.
func (d *Dialer) Dial(network, address string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialContext connects, unless a limit has passed or the context has ended before.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	if ctx == nil {
		panic("nil context")
	}
	done := func(error) {}
	if dialing != nil {
		done = dialing(ctx, network, address)
	}
	c, err := d.dial(ctx, network, address)
	if done(err); err != nil {
		return nil, err
	}
	return c, nil
}

// DialTCP connects to an address that is known.
func (d *Dialer) DialTCP(ctx context.Context, network string, local, remote netip.AddrPort) (*TCPConn, error) {
	from := *d
	if from.LocalAddr = nil; local.IsValid() {
		from.LocalAddr = net.TCPAddrFromAddrPort(local)
	}
	return from.dial(ctx, network, remote.String())
}

// DialUDP ends the exploration, as those below it.
func (d *Dialer) DialUDP(context.Context, string, netip.AddrPort, netip.AddrPort) (*net.UDPConn, error) {
	return nil, unmodelled("net.Dialer.DialUDP")
}

func (d *Dialer) DialIP(context.Context, string, netip.Addr, netip.Addr) (*net.IPConn, error) {
	return nil, unmodelled("net.Dialer.DialIP")
}

func (d *Dialer) DialUnix(context.Context, string, *net.UnixAddr, *net.UnixAddr) (*net.UnixConn, error) {
	return nil, unmodelled("net.Dialer.DialUnix")
}

func (d *Dialer) dial(ctx context.Context, network, address string) (*TCPConn, error) {
	if d.Control != nil || d.ControlContext != nil {
		return nil, unmodelled("net.Dialer.Control")
	}
	to, err := loopback("dial", network, address)
	if err != nil {
		return nil, err
	}
	fail := func(err error) (*TCPConn, error) {
		return nil, &net.OpError{Op: "dial", Net: network, Source: d.LocalAddr, Addr: to[0], Err: err}
	}
	from, err := d.local()
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: network, Err: err}
	}
	if err := d.wait(ctx); err != nil {
		return fail(err)
	}
	n := current()
	addr, l := n.listening(to)
	if l == nil {
		return fail(os.NewSyscallError("connect", syscall.ECONNREFUSED))
	}
	if err := n.bind(from, addr); err != nil {
		return fail(err)
	}
	model.Running().Touch(scheduler.Writes, unsafe.Pointer(l))
	client, server := connect(from, addr)
	l.offer(server)
	return client, nil
}

// local returns the address that is asked for, or an empty one.
func (d *Dialer) local() (*net.TCPAddr, error) {
	switch addr := d.LocalAddr.(type) {
	case nil:
		return new(net.TCPAddr), nil
	case *net.TCPAddr:
		from := *addr
		return &from, nil
	default:
		return nil, &net.AddrError{Err: "mismatched local address type", Addr: addr.String()}
	}
}

// wait is the point before a connection is made, and returns why it is not. It waits for no other
// goroutine, and so a limit of the dialer's own never passes early, as a timer may.
func (d *Dialer) wait(ctx context.Context) error {
	if d.Cancel != nil && model.Select(true, model.RecvCase(d.Cancel)) == 0 {
		return canceledError{}
	}
	by := d.limit(ctx)
	end := model.EndOf(ctx)
	model.Running().WaitOn("net.Dial", nil, append([]scheduler.Touch{model.Changing(unsafe.Pointer(current()))}, end.Touches()...)...)
	switch err := end.Leave(); {
	case err == context.Canceled:
		return canceledError{}
	case err == context.DeadlineExceeded, err == nil && !by.IsZero() && model.Until(by) < connects:
		return timeoutError{}
	default:
		return err
	}
}

// limit returns until when a connection must be made; zero: there is no limit.
func (d *Dialer) limit(ctx context.Context) time.Time {
	by := d.Deadline
	if d.Timeout != 0 {
		by = earlier(by, model.Now().Add(d.Timeout))
	}
	if at, ok := ctx.Deadline(); ok {
		by = earlier(by, at)
	}
	return by
}

// earlier returns the earlier of two instants, the first of which may be zero.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// A timeoutError is that of a dialer whose limit has passed, as package net has it.
type timeoutError struct{}

func (timeoutError) Error() string        { return "i/o timeout" }
func (timeoutError) Timeout() bool        { return true }
func (timeoutError) Temporary() bool      { return true }
func (timeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

// A canceledError is that of a dialer whose context was cancelled.
type canceledError struct{}

func (canceledError) Error() string        { return "operation was canceled" }
func (canceledError) Is(target error) bool { return target == context.Canceled }

// dialing is called before a dialer dials, if it is set, and what it returns after. It is a
// package variable because package httptrace must not be linked into all programs.
var dialing func(ctx context.Context, network, address string) (done func(error))

// TraceDials sets what is called when a dialer dials.
func TraceDials(f func(ctx context.Context, network, address string) (done func(error))) { dialing = f }

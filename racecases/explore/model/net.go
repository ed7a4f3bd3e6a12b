package model

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The network is a loopback inside of the run: what listens on 127.0.0.1, [::1] or no
// address can be dialled in the same run, and nothing leaves the process. Every operation
// is a scheduling point. Of what has arrived a read takes all, or at the price of a delay
// half of it, or one byte.

// A network is what listens in a run.
type network struct {
	listeners *NetTCPListener // the first of them
	port      int             // the last that was given away
}

const firstPort = 32768 // of those that Linux gives away

// freePort returns a port that is in no use.
func (n *network) freePort() int {
	n.port++
	return firstPort + n.port
}

func (n *network) find(addr *net.TCPAddr) *NetTCPListener {
	for l := n.listeners; l != nil; l = l.next {
		if l.addr.Port == addr.Port && !l.closed && (l.any || l.addr.IP.Equal(addr.IP)) {
			return l
		}
	}
	return nil
}

// loopback returns an address that can be modelled. A host that is another machine ends
// the exploration.
func loopback(op, network, address string) (addr *net.TCPAddr, any bool, err error) {
	fail := func(err error) (*net.TCPAddr, bool, error) {
		return nil, false, &net.OpError{Op: op, Net: network, Err: err}
	}
	switch network {
	case "tcp", "tcp4", "tcp6":
	default:
		Refused(fmt.Sprintf("net: %s of %s", op, network), 0)
		return fail(net.UnknownNetworkError(network))
	}
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return fail(err)
	}
	port, err := strconv.ParseUint(service, 10, 16)
	if err != nil {
		return fail(&net.AddrError{Err: "unknown port", Addr: service})
	}
	ip := net.ParseIP(host)
	switch {
	case host == "localhost", host == "" && network != "tcp6":
		ip = net.IPv4(127, 0, 0, 1)
	case host == "":
		ip = net.IPv6loopback
	case ip == nil || !ip.IsLoopback() && !ip.IsUnspecified():
		Refused(fmt.Sprintf("net: %s of %s, which is not this machine", op, address), 0)
		return fail(&net.AddrError{Err: "no such host in the model", Addr: host})
	}
	return &net.TCPAddr{IP: ip, Port: int(port)}, host == "" || ip.IsUnspecified(), nil
}

// NetListen is net.Listen.
func NetListen(network, address string) (net.Listener, error) {
	l, err := listen(network, address)
	if err != nil {
		return nil, err
	}
	return l, nil
}

func listen(network, address string) (*NetTCPListener, error) {
	w := here()
	addr, any, err := loopback("listen", network, address)
	if err != nil {
		return nil, err
	}
	w.WaitOn("net.Listen", nil, changing(unsafe.Pointer(&w.network)))
	if addr.Port == 0 {
		addr.Port = w.network.freePort()
	} else if w.network.find(addr) != nil {
		return nil, &net.OpError{Op: "listen", Net: network, Addr: addr, Err: os.NewSyscallError("bind", syscall.EADDRINUSE)}
	}
	l := &NetTCPListener{addr: addr, any: any, next: w.network.listeners}
	w.network.listeners = l
	return l, nil
}

// NetListening is the method Listen of a net.ListenConfig, whose options change nothing.
func NetListening(func(context.Context, string, string) (net.Listener, error)) func(context.Context, string, string) (net.Listener, error) {
	return func(_ context.Context, network, address string) (net.Listener, error) {
		return NetListen(network, address)
	}
}

// NetDial is net.Dial: a connection is made although nothing has accepted it yet.
func NetDial(network, address string) (net.Conn, error) {
	c, err := dial(network, address)
	if err != nil {
		return nil, err
	}
	return c, nil
}

func dial(network, address string) (*NetTCPConn, error) {
	w := here()
	addr, _, err := loopback("dial", network, address)
	if err != nil {
		return nil, err
	}
	w.WaitOn("net.Dial", nil, changing(unsafe.Pointer(&w.network)))
	l := w.network.find(addr)
	if l == nil {
		return nil, &net.OpError{Op: "dial", Net: network, Addr: addr, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	w.Touch(scheduler.Writes, unsafe.Pointer(l))
	client, server := connect(&net.TCPAddr{IP: addr.IP, Port: w.network.freePort()}, addr)
	l.offer(&NetTCPConn{conn: server})
	return &NetTCPConn{conn: client}, nil
}

// NetDialTimeout is net.DialTimeout. A connection is made at once, or never.
func NetDialTimeout(network, address string, _ time.Duration) (net.Conn, error) {
	return NetDial(network, address)
}

// NetDialing is the method Dial of a net.Dialer.
func NetDialing(func(network, address string) (net.Conn, error)) func(network, address string) (net.Conn, error) {
	return NetDial
}

// NetDialingContext is the method DialContext of a net.Dialer.
func NetDialingContext(func(context.Context, string, string) (net.Conn, error)) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if err := ctx.Err(); err != nil {
			return nil, &net.OpError{Op: "dial", Net: network, Err: err}
		}
		if dialing == nil {
			return NetDial(network, address)
		}
		done := dialing(ctx, network, address)
		c, err := NetDial(network, address)
		done(err)
		return c, err
	}
}

// dialing is called before a dialer dials, if it is set, and what it returns after. It is a
// package variable because package httptrace must not be linked into all programs.
var dialing func(ctx context.Context, network, address string) (done func(error))

// TraceDials sets what is called when a dialer dials.
func TraceDials(f func(ctx context.Context, network, address string) (done func(error))) { dialing = f }

// NetPipe is net.Pipe.
func NetPipe() (net.Conn, net.Conn) {
	a, b := connect(pipeAddr{}, pipeAddr{})
	a.pipe, b.pipe = true, true
	return &a, &b
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// connect returns the two ends of a connection.
func connect(client, server net.Addr) (a, b conn) {
	there, back := new(stream), new(stream)
	a = conn{in: back, out: there, local: client, remote: server}
	b = conn{in: there, out: back, local: server, remote: client}
	return a, b
}

// failure is the error of an operation on a connection.
func (c *conn) failure(op string, err error) error {
	switch {
	case err == nil || err == io.EOF:
		return err
	case c.pipe && err == net.ErrClosed:
		return io.ErrClosedPipe
	case c.pipe:
		return err
	}
	return &net.OpError{Op: op, Net: "tcp", Source: c.local, Addr: c.remote, Err: err}
}

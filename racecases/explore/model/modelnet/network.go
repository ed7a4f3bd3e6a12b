// Package modelnet stands in for package net in programs that are explored. Only those that use
// the network are made of it.
//
// The network is a loopback inside of the run: what listens on 127.0.0.1, [::1] or no
// address can be dialled in the same run, and nothing leaves the process. Every operation
// is a scheduling point. Of what has arrived a read takes all, or at the price of a delay
// half of it, or one byte.
//
// Go's own net/http and crypto/tls call it too, where the explorer has changed a few of their
// lines: over its connections, which they know more of than a program does.
package modelnet

import (
	"context"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
)

// A network is what listens in a run.
type network struct {
	listeners *TCPListener // the first of them
	port      int          // the last that was given away
}

// current is that of the current run.
func current() *network { return model.Of[network]() }

const firstPort = 32768 // of those that Linux gives away

// freePort returns a port that is in no use.
func (n *network) freePort() int {
	n.port++
	return firstPort + n.port
}

func (n *network) find(addr *net.TCPAddr) *TCPListener {
	for l := n.listeners; l != nil; l = l.next {
		if l.addr.Port == addr.Port && !l.closed && l.hears(addr.IP) {
			return l
		}
	}
	return nil
}

// listening returns the first of some addresses at which something listens, and that.
func (n *network) listening(at []*net.TCPAddr) (*net.TCPAddr, *TCPListener) {
	for _, addr := range at {
		addr := &net.TCPAddr{IP: local(addr.IP), Port: addr.Port}
		if l := n.find(addr); l != nil {
			return addr, l
		}
	}
	return nil, nil
}

// local returns the address of this machine that one which names all of them is dialled at.
func local(ip net.IP) net.IP {
	switch {
	case !ip.IsUnspecified():
		return ip
	case ip.To4() == nil:
		return net.IPv6loopback
	}
	return net.IPv4(127, 0, 0, 1)
}

// bind completes the address that dials another one.
func (n *network) bind(from, to *net.TCPAddr) error {
	if len(from.IP) == 0 || from.IP.IsUnspecified() {
		from.IP = to.IP
	}
	switch {
	case !from.IP.IsLoopback():
		return os.NewSyscallError("bind", syscall.EADDRNOTAVAIL)
	case from.Port == 0:
		from.Port = n.freePort()
	case n.find(from) != nil:
		return os.NewSyscallError("bind", syscall.EADDRINUSE)
	}
	return nil
}

// loopback returns the addresses that a text names, at least one. A host that is another
// machine ends the exploration.
func loopback(op, network, address string) ([]*net.TCPAddr, error) {
	fail := func(err error) ([]*net.TCPAddr, error) { return nil, &net.OpError{Op: op, Net: network, Err: err} }
	switch network {
	case "tcp", "tcp4", "tcp6":
	case "udp", "udp4", "udp6", "ip", "ip4", "ip6", "unix", "unixgram", "unixpacket":
		return fail(unmodelled(fmt.Sprintf("net: %s of %s", op, network)))
	default:
		return fail(net.UnknownNetworkError(network))
	}
	if address == "" && op == "dial" {
		return fail(&net.AddrError{Err: "missing address"})
	}
	list, err := resolved(network, address)
	if err != nil {
		return fail(err)
	}
	for _, a := range list {
		if a.IP == nil {
			a.IP = everywhere(network)
		}
		if !a.IP.IsLoopback() && !a.IP.IsUnspecified() {
			return fail(unmodelled(fmt.Sprintf("net: %s of %s, which is not this machine", op, address)))
		}
	}
	return list, nil
}

// everywhere is the address of all that a network has.
func everywhere(network string) net.IP {
	if network == "tcp4" {
		return net.IPv4zero
	}
	return net.IPv6zero
}

// Listen is net.Listen.
func Listen(network, address string) (net.Listener, error) {
	l, err := listen(network, address)
	if err != nil {
		return nil, err
	}
	return l, nil
}

func listen(network, address string) (*TCPListener, error) {
	list, err := loopback("listen", network, address)
	if err != nil {
		return nil, err
	}
	n := current()
	model.Running().WaitOn("net.Listen", nil, model.Changing(unsafe.Pointer(n)))
	addr := list[0]
	if addr.Port == 0 {
		addr.Port = n.freePort()
	} else if n.find(addr) != nil {
		return nil, &net.OpError{Op: "listen", Net: network, Addr: addr, Err: os.NewSyscallError("bind", syscall.EADDRINUSE)}
	}
	l := &TCPListener{addr: addr, network: network, next: n.listeners}
	n.listeners = l
	return l, nil
}

// A ListenConfig is a net.ListenConfig. What tunes a connection has no effect.
type ListenConfig struct {
	Control         func(network, address string, c syscall.RawConn) error
	KeepAlive       time.Duration
	KeepAliveConfig net.KeepAliveConfig
	multipath
}

// Listen is Listen. No context ends it, for it does not wait.
func (lc *ListenConfig) Listen(_ context.Context, network, address string) (net.Listener, error) {
	if lc.Control != nil {
		return nil, unmodelled("net.ListenConfig.Control")
	}
	return Listen(network, address)
}

// ListenPacket ends the exploration.
func (lc *ListenConfig) ListenPacket(context.Context, string, string) (net.PacketConn, error) {
	return nil, unmodelled("net.ListenConfig.ListenPacket")
}

// unmodelled ends the exploration. The error is for a program that is not explored.
func unmodelled(what string) error {
	model.Refused(what, 0)
	return fmt.Errorf("%s: %w", what, os.ErrInvalid)
}

package modelnet

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
)

// The only names of hosts are localhost, which is this machine, and those that end in .invalid,
// which are none anywhere.

// A Resolver is a net.Resolver.
type Resolver struct {
	PreferGo     bool
	StrictErrors bool
	Dial         func(ctx context.Context, network, address string) (net.Conn, error)
}

// DefaultResolver is net.DefaultResolver.
var DefaultResolver = new(Resolver)

// hostOf returns the addresses of a host, of IPv4 first.
func hostOf(ctx context.Context, host string) ([]netip.Addr, error) {
	fail := func(err *net.DNSError) ([]netip.Addr, error) {
		err.Name = host
		return nil, err
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{addr}, nil
	}
	name := strings.ToLower(strings.TrimSuffix(host, "."))
	switch ended := ctx.Err(); {
	case ended == context.DeadlineExceeded:
		return fail(&net.DNSError{Err: timeoutError{}.Error(), IsTimeout: true, UnwrapErr: ended})
	case ended != nil:
		return fail(&net.DNSError{Err: canceledError{}.Error(), UnwrapErr: ended})
	case name == "localhost", strings.HasSuffix(name, ".localhost"):
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1}), netip.IPv6Loopback()}, nil
	case name == "", name == "invalid", strings.HasSuffix(name, ".invalid"):
		return fail(&net.DNSError{Err: "no such host", IsNotFound: true})
	}
	return nil, unmodelled(fmt.Sprintf("net: lookup of %s, which is not this machine", host))
}

// LookupHost returns the addresses of a host.
func (r *Resolver) LookupHost(ctx context.Context, host string) ([]string, error) {
	list, err := hostOf(ctx, host)
	var texts []string
	for _, addr := range list {
		texts = append(texts, addr.String())
	}
	return texts, err
}

// LookupNetIP returns those of one family: ip4, ip6, or ip for both.
func (r *Resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	list, err := hostOf(ctx, host)
	var of []netip.Addr
	for _, addr := range list {
		if isOf(network, addr) {
			of = append(of, addr)
		}
	}
	if err == nil && len(of) == 0 {
		err = &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	return of, err
}

// isOf reports whether an address is of the family that a network's name ends with, if any.
func isOf(network string, addr netip.Addr) bool {
	switch network[len(network)-1] {
	case '4':
		return addr.Unmap().Is4()
	case '6':
		return !addr.Unmap().Is4()
	}
	return true
}

// LookupIP is LookupNetIP.
func (r *Resolver) LookupIP(ctx context.Context, network, host string) ([]net.IP, error) {
	list, err := r.LookupNetIP(ctx, network, host)
	var of []net.IP
	for _, addr := range list {
		of = append(of, net.IP(addr.AsSlice()))
	}
	return of, err
}

// LookupIPAddr is LookupHost.
func (r *Resolver) LookupIPAddr(ctx context.Context, host string) ([]net.IPAddr, error) {
	list, err := hostOf(ctx, host)
	var of []net.IPAddr
	for _, addr := range list {
		of = append(of, net.IPAddr{IP: addr.AsSlice(), Zone: addr.Zone()})
	}
	return of, err
}

// LookupPort returns the number of a service. Go's own resolver only reads a file for it.
func (r *Resolver) LookupPort(_ context.Context, network, service string) (int, error) {
	own := net.Resolver{PreferGo: true}
	return own.LookupPort(context.Background(), network, service)
}

// LookupAddr returns the names of this machine.
func (r *Resolver) LookupAddr(_ context.Context, text string) ([]string, error) {
	addr, err := netip.ParseAddr(text)
	switch {
	case err != nil:
		return nil, &net.DNSError{Err: "unrecognized address", Name: text}
	case addr.IsLoopback():
		return []string{"localhost"}, nil
	}
	return nil, unmodelled(fmt.Sprintf("net: lookup of %s, which is not this machine", text))
}

// LookupCNAME ends the exploration, as those below it.
func (r *Resolver) LookupCNAME(context.Context, string) (string, error) {
	return "", unmodelled("net.Resolver.LookupCNAME")
}

func (r *Resolver) LookupMX(context.Context, string) ([]*net.MX, error) {
	return nil, unmodelled("net.Resolver.LookupMX")
}

func (r *Resolver) LookupNS(context.Context, string) ([]*net.NS, error) {
	return nil, unmodelled("net.Resolver.LookupNS")
}

func (r *Resolver) LookupSRV(context.Context, string, string, string) (string, []*net.SRV, error) {
	return "", nil, unmodelled("net.Resolver.LookupSRV")
}

func (r *Resolver) LookupTXT(context.Context, string) ([]string, error) {
	return nil, unmodelled("net.Resolver.LookupTXT")
}

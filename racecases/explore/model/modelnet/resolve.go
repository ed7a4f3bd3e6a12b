package modelnet

import (
	"context"
	"net"
	"net/netip"
)

// LookupHost is net.LookupHost, as are those below it what their names say.
func LookupHost(host string) ([]string, error) {
	return DefaultResolver.LookupHost(context.Background(), host)
}

func LookupIP(host string) ([]net.IP, error) {
	return DefaultResolver.LookupIP(context.Background(), "ip", host)
}

func LookupAddr(addr string) ([]string, error) {
	return DefaultResolver.LookupAddr(context.Background(), addr)
}

func LookupPort(network, service string) (int, error) {
	return DefaultResolver.LookupPort(context.Background(), network, service)
}

// resolved returns the addresses that host:port names in a network, at least one. Its IP is nil if
// there is no host.
func resolved(network, address string) ([]*net.TCPAddr, error) {
	if address == "" {
		address = ":0"
	}
	host, service, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := LookupPort(network, service)
	if err != nil {
		return nil, err
	}
	if host == "" {
		return []*net.TCPAddr{{Port: port}}, nil
	}
	hosts, err := hostOf(context.Background(), host)
	if err != nil {
		return nil, err
	}
	if hosts[0] == netip.IPv6Unspecified() {
		hosts = append(hosts, netip.IPv4Unspecified())
	}
	var list []*net.TCPAddr
	for _, addr := range hosts {
		if isOf(network, addr) {
			list = append(list, net.TCPAddrFromAddrPort(netip.AddrPortFrom(addr, uint16(port))))
		}
	}
	if list == nil {
		return nil, &net.AddrError{Err: "no suitable address found", Addr: host}
	}
	return list, nil
}

// ResolveTCPAddr is net.ResolveTCPAddr.
func ResolveTCPAddr(network, address string) (*net.TCPAddr, error) {
	addr, err := resolve(network, "tcp", address)
	if err != nil {
		return nil, err
	}
	return addr, nil
}

// ResolveUDPAddr is net.ResolveUDPAddr.
func ResolveUDPAddr(network, address string) (*net.UDPAddr, error) {
	addr, err := resolve(network, "udp", address)
	if err != nil {
		return nil, err
	}
	return (*net.UDPAddr)(addr), nil
}

func resolve(network, family, address string) (*net.TCPAddr, error) {
	switch network {
	case "":
		network = family
	case family, family + "4", family + "6":
	default:
		return nil, net.UnknownNetworkError(network)
	}
	list, err := resolved(network, address)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// ResolveIPAddr is net.ResolveIPAddr.
func ResolveIPAddr(network, address string) (*net.IPAddr, error) {
	if network == "" {
		network = "ip"
	}
	hosts, err := DefaultResolver.LookupNetIP(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return &net.IPAddr{IP: hosts[0].AsSlice(), Zone: hosts[0].Zone()}, nil
}

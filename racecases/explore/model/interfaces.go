package model

import (
	"errors"
	"net"
)

// A NetInterface is a net.Interface. A machine has one, the loopback.
type NetInterface struct {
	Index, MTU   int
	Name         string
	HardwareAddr net.HardwareAddr
	Flags        net.Flags
}

func loopbackInterface() NetInterface {
	return NetInterface{Index: 1, MTU: 65536, Name: "lo", Flags: net.FlagUp | net.FlagLoopback | net.FlagRunning}
}

// Addrs returns the addresses of this machine.
func (ifi *NetInterface) Addrs() ([]net.Addr, error) { return NetInterfaceAddrs() }

// MulticastAddrs returns none.
func (ifi *NetInterface) MulticastAddrs() ([]net.Addr, error) { return nil, nil }

// NetInterfaces is net.Interfaces, as are those below it what their names say.
func NetInterfaces() ([]NetInterface, error) { return []NetInterface{loopbackInterface()}, nil }

func NetInterfaceAddrs() ([]net.Addr, error) {
	return []net.Addr{
		&net.IPNet{IP: net.IPv4(127, 0, 0, 1), Mask: net.CIDRMask(8, 32)},
		&net.IPNet{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}, nil
}

func NetInterfaceByIndex(index int) (*NetInterface, error) {
	ifi := loopbackInterface()
	return sought(&ifi, index == ifi.Index)
}

func NetInterfaceByName(name string) (*NetInterface, error) {
	ifi := loopbackInterface()
	return sought(&ifi, name == ifi.Name)
}

func sought(ifi *NetInterface, found bool) (*NetInterface, error) {
	if !found {
		return nil, &net.OpError{Op: "route", Net: "ip+net", Err: errors.New("no such network interface")}
	}
	return ifi, nil
}

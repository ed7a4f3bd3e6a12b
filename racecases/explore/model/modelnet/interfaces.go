package modelnet

import (
	"errors"
	"net"
)

// A Interface is a net.Interface. A machine has one, the loopback.
type Interface struct {
	Index, MTU   int
	Name         string
	HardwareAddr net.HardwareAddr
	Flags        net.Flags
}

func loopbackInterface() Interface {
	return Interface{Index: 1, MTU: 65536, Name: "lo", Flags: net.FlagUp | net.FlagLoopback | net.FlagRunning}
}

// Addrs returns the addresses of this machine.
func (ifi *Interface) Addrs() ([]net.Addr, error) { return InterfaceAddrs() }

// MulticastAddrs returns none.
func (ifi *Interface) MulticastAddrs() ([]net.Addr, error) { return nil, nil }

// Interfaces is net.Interfaces, as are those below it what their names say.
func Interfaces() ([]Interface, error) { return []Interface{loopbackInterface()}, nil }

func InterfaceAddrs() ([]net.Addr, error) {
	return []net.Addr{
		&net.IPNet{IP: net.IPv4(127, 0, 0, 1), Mask: net.CIDRMask(8, 32)},
		&net.IPNet{IP: net.IPv6loopback, Mask: net.CIDRMask(128, 128)},
	}, nil
}

func InterfaceByIndex(index int) (*Interface, error) {
	ifi := loopbackInterface()
	return sought(&ifi, index == ifi.Index)
}

func InterfaceByName(name string) (*Interface, error) {
	ifi := loopbackInterface()
	return sought(&ifi, name == ifi.Name)
}

func sought(ifi *Interface, found bool) (*Interface, error) {
	if !found {
		return nil, &net.OpError{Op: "route", Net: "ip+net", Err: errors.New("no such network interface")}
	}
	return ifi, nil
}

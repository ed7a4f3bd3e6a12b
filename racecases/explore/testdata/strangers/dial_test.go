package strangers

import (
	"context"
	"errors"
	"net"
	"net/textproto"
	"os"
	"os/exec"
	"reflect"
	"sync"
	"syscall"
	"testing"
	"time"
)

// listening returns the address of what accepts nothing.
func listening(t *testing.T, address string) string {
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// A dialer has limits, which are for what takes it as an interface too.
func TestDialLimits(t *testing.T) {
	address := listening(t, "127.0.0.1:0")
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	late, cancel := context.WithTimeout(context.Background(), time.Nanosecond)
	defer cancel()
	var dials interface {
		DialContext(ctx context.Context, network, address string) (net.Conn, error)
	}
	for _, c := range []struct {
		dialer net.Dialer
		ctx    context.Context
		is     error
	}{
		{net.Dialer{}, nil, nil},
		{net.Dialer{Timeout: time.Minute, Deadline: time.Now().Add(time.Hour), KeepAlive: -1}, nil, nil},
		{net.Dialer{Timeout: time.Nanosecond}, nil, context.DeadlineExceeded},
		{net.Dialer{Timeout: time.Minute, Deadline: time.Now().Add(-time.Second)}, nil, context.DeadlineExceeded},
		{net.Dialer{Deadline: time.Now().Add(time.Hour)}, late, context.DeadlineExceeded},
		{net.Dialer{}, ended, context.Canceled},
		{net.Dialer{Timeout: time.Hour}, ended, context.Canceled},
	} {
		if c.ctx == nil {
			c.ctx = context.Background()
		}
		dials = &c.dialer
		_, err := dials.DialContext(c.ctx, "tcp", address)
		var of *net.OpError
		if !errors.Is(err, c.is) || err != nil && (!errors.As(err, &of) || of.Timeout() != (c.is == context.DeadlineExceeded) || of.Addr.String() != address) {
			t.Error(err, c.is)
		}
	}
	if _, err := net.DialTimeout("tcp", address, -1); !os.IsTimeout(err) {
		t.Error(err)
	}
}

// A goroutine ends a context before the connection is made, or after.
func TestDialCancelled(t *testing.T) {
	address := listening(t, "127.0.0.1:0")
	ctx, cancel := context.WithCancel(context.Background())
	go cancel()
	if _, err := new(net.Dialer).DialContext(ctx, "tcp", address); err != nil {
		t.Error(err)
	}
}

// A dialer has an address of its own, and finds what listens by all of its names.
func TestDialAddresses(t *testing.T) {
	address := listening(t, "[::1]:8080")
	d := net.Dialer{LocalAddr: &net.TCPAddr{Port: 4000}}
	c, err := d.Dial("tcp", "localhost:8080")
	if err != nil || c.LocalAddr().String() != "[::1]:4000" || c.RemoteAddr().String() != address {
		t.Error(c, err)
	}
	for _, row := range []struct {
		local   net.Addr
		network string
		address string
		is      any
	}{
		{&net.UDPAddr{}, "tcp", address, new(*net.AddrError)},
		{&net.TCPAddr{IP: net.IPv4(192, 0, 2, 1)}, "tcp", address, new(syscall.Errno)},
		{&net.TCPAddr{Port: 8080}, "tcp", address, new(syscall.Errno)},
		{nil, "tcp4", address, new(*net.AddrError)},
		{nil, "tcp", "127.0.0.1:8080", new(syscall.Errno)},
		{nil, "tcp", "nothing.invalid:8080", new(*net.DNSError)},
		{nil, "tcp", "localhost:nothing", new(*net.DNSError)},
		{nil, "tcp", "", new(*net.AddrError)},
		{nil, "pigeon", address, new(net.UnknownNetworkError)},
	} {
		if _, err := (&net.Dialer{LocalAddr: row.local}).Dial(row.network, row.address); !errors.As(err, row.is) {
			t.Error(err)
		}
	}
	everywhere := listening(t, ":8081")
	for _, address := range []string{everywhere, "localhost:8081", "127.0.0.1:8081", "[::1]:8081", "0.0.0.0:8081", ":8081"} {
		if _, err := net.Dial("tcp", address); err != nil {
			t.Error(err)
		}
	}
	if _, err := net.Dial("tcp4", everywhere); everywhere != "[::]:8081" || err != nil {
		t.Error(everywhere, err)
	}
}

// A listener's deadline, another goroutine's too, ends the wait for a connection.
func TestListenLimits(t *testing.T) {
	var config net.ListenConfig
	l, err := config.Listen(context.Background(), "tcp4", "localhost:http-alt")
	if err != nil {
		l, err = config.Listen(context.Background(), "tcp4", "localhost:8080") // no file knows services
	}
	if err != nil || l.Addr().String() != "127.0.0.1:8080" {
		t.Fatal(l, err)
	}
	of, ok := l.(*net.TCPListener)
	if !ok {
		t.Fatalf("%T", l)
	}
	var wg sync.WaitGroup
	wg.Go(func() { of.SetDeadline(time.Unix(1, 0)) })
	if _, err := l.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
	wg.Wait()
	of.SetDeadline(time.Now().Add(time.Hour))
	if _, err := net.Dial("tcp", l.Addr().String()); err != nil {
		t.Error(err)
	}
	if _, err := l.Accept(); err != nil {
		t.Error(err)
	}
	if _, err := l.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
}

// This machine is all that has a name.
func TestLookups(t *testing.T) {
	ctx := context.Background()
	said := func(value any, err error) any {
		if err != nil {
			t.Error(err)
		}
		return value
	}
	var r net.Resolver
	for i, row := range []struct{ got, want any }{
		{said(net.LookupHost("localhost")), []string{"127.0.0.1", "::1"}},
		{said(net.LookupHost("192.0.2.1")), []string{"192.0.2.1"}},
		{said(net.DefaultResolver.LookupIP(ctx, "ip6", "localhost")), []net.IP{net.IPv6loopback}},
		{said(r.LookupIPAddr(ctx, "::1")), []net.IPAddr{{IP: net.IPv6loopback}}},
		{said(net.LookupAddr("::1")), []string{"localhost"}},
		{said(net.LookupPort("tcp", "https")), 443},
		{said(net.ResolveTCPAddr("tcp", "localhost:http")).(*net.TCPAddr).String(), "127.0.0.1:80"},
		{said(net.ResolveTCPAddr("tcp", ":80")).(*net.TCPAddr).String(), ":80"},
		{said(net.ResolveUDPAddr("udp6", "localhost:53")).(*net.UDPAddr).String(), "[::1]:53"},
		{said(net.ResolveIPAddr("ip", "localhost")).(*net.IPAddr).String(), "127.0.0.1"},
		{len(said(net.Interfaces()).([]net.Interface)), 1},
		{len(said(net.InterfaceAddrs()).([]net.Addr)), 2},
	} {
		if !reflect.DeepEqual(row.got, row.want) {
			t.Error(i, row.got, row.want)
		}
	}
	if _, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_RAW, 0); err != syscall.EPERM {
		t.Error(err) // a test asks for it, and does without
	}
	var missing *net.DNSError
	if _, err := net.LookupIP("nothing.invalid"); !errors.As(err, &missing) || !missing.IsNotFound {
		t.Error(err)
	}
	if _, err := net.InterfaceByName("eth0"); err == nil {
		t.Error("there is one")
	}
}

// outside is what the model does not have. Each is refused, and nothing of it is called.
var outside = map[string]func(){
	"dial udp":       func() { net.Dial("udp", "127.0.0.1:53") },
	"dial elsewhere": func() { net.DialTimeout("tcp", "192.0.2.1:80", time.Second) },
	"dial a name":    func() { net.Dial("tcp", "example.com:80") },
	"dial UDP":       func() { net.DialUDP("udp", nil, nil) },
	"dialer UDP":     func() { new(net.Dialer).Dial("udp4", "127.0.0.1:53") },
	"control": func() {
		(&net.Dialer{Control: func(string, string, syscall.RawConn) error { return nil }}).Dial("tcp", "localhost:1")
	},
	"listen elsewhere": func() { net.Listen("tcp", "192.0.2.1:0") },
	"listen unix":      func() { net.Listen("unix", "socket") },
	"listen Unix":      func() { net.ListenUnix("unix", &net.UnixAddr{Name: "socket", Net: "unix"}) },
	"listen Unixgram":  func() { net.ListenUnixgram("unixgram", nil) },
	"listen UDP":       func() { net.ListenUDP("udp", nil) },
	"listen multicast": func() { net.ListenMulticastUDP("udp", nil, nil) },
	"listen IP":        func() { net.ListenIP("ip4:icmp", nil) },
	"listen packet":    func() { net.ListenPacket("udp", "127.0.0.1:0") },
	"config packet":    func() { new(net.ListenConfig).ListenPacket(context.Background(), "udp", "127.0.0.1:0") },
	"file":             func() { net.FileConn(os.Stdin) },
	"lookup":           func() { net.LookupHost("example.com") },
	"lookup TXT":       func() { net.LookupTXT("example.com") },
	"resolver":         func() { net.DefaultResolver.LookupMX(context.Background(), "example.com") },
	"textproto":        func() { textproto.Dial("tcp", "127.0.0.1:1") },
	"socket":           func() { syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0) },
	"command":          func() { exec.Command("true").Run() },
	"connection": func() {
		if l, err := net.Listen("tcp", "127.0.0.1:0"); err == nil {
			l.(syscall.Conn).SyscallConn()
		}
	},
}

func TestOutside(t *testing.T) {
	for name, call := range outside {
		t.Run(name, func(*testing.T) { call() })
	}
}

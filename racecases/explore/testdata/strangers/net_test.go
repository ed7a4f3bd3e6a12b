package strangers

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"testing"
	"time"
)

// echo answers one client with what it says.
func echo(t *testing.T) (address string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		io.Copy(c, c)
	}()
	return l.Addr().String()
}

func TestNetEcho(t *testing.T) {
	dialer := net.Dialer{Timeout: time.Second}
	c, err := dialer.DialContext(context.Background(), "tcp", echo(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "hello")
	answer := make([]byte, 5)
	if _, err := io.ReadFull(c, answer); err != nil || string(answer) != "hello" {
		t.Error(err, string(answer))
	}
}

// One Read need not return what one Write has written.
func TestNetSplit(t *testing.T) {
	c, err := net.Dial("tcp", echo(t))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "hello")
	answer := make([]byte, 5)
	n, _ := c.Read(answer)
	if string(answer[:n]) != "hello" {
		t.Errorf("read %d bytes", n)
	}
}

func TestNetErrors(t *testing.T) {
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := net.Listen("tcp", l.Addr().String()); !errors.Is(err, syscall.EADDRINUSE) {
		t.Error(err)
	}
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c.SetReadDeadline(time.Now().Add(time.Hour))
	var late net.Error
	if _, err := c.Read(make([]byte, 1)); !errors.As(err, &late) || !late.Timeout() || !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
	l.Close()
	if _, err := l.Accept(); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", l.Addr().String()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
	c.SetReadDeadline(time.Time{})
	if _, err := c.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
		t.Error(err)
	}
}

// A pipe has no buffer: its writer waits for the reads that take all, or for the end.
func TestNetPipe(t *testing.T) {
	a, b := net.Pipe()
	written := make(chan error, 2)
	go func() {
		for range 2 {
			_, err := a.Write([]byte("two"))
			written <- err
		}
	}()
	got := make([]byte, 3)
	if _, err := io.ReadFull(b, got); err != nil || string(got) != "two" {
		t.Error(err, string(got))
	}
	b.Close()
	if err := <-written; err != nil {
		t.Error(err)
	}
	if err := <-written; err != io.ErrClosedPipe {
		t.Error(err)
	}
	if _, err := a.Read(got); err != io.EOF {
		t.Error(err)
	}
}

// A read gets all that a write has that it has room for, and one of nothing waits for a read too.
func TestNetPipeWrites(t *testing.T) {
	a, b := net.Pipe()
	got, seen := make([]byte, 8), ""
	go func() {
		a.Write([]byte("whole"))
		seen += "written"
		a.Write(nil)
		a.Close()
	}()
	for _, want := range []int{5, 0} {
		if n, err := b.Read(got); n != want || err != nil {
			t.Error(n, err)
		}
	}
	if n, err := b.Read(got); n != 0 || err != io.EOF || seen != "written" {
		t.Error(n, err, seen)
	}
	if n, err := b.Write(nil); n != 0 || err != io.ErrClosedPipe {
		t.Error(n, err)
	}
	if err := b.SetDeadline(time.Now()); err != io.ErrClosedPipe {
		t.Error(err)
	}
	a, _ = net.Pipe()
	a.SetDeadline(time.Now().Add(time.Second))
	for _, pass := range []func([]byte) (int, error){a.Write, a.Read} {
		if n, err := pass(nil); n != 0 || !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(n, err)
		}
	}
}

// Both sides write before they read, and through a pipe that is a deadlock.
func TestNetPipeBothWrite(t *testing.T) {
	a, b := net.Pipe()
	go func() {
		b.Write([]byte("b"))
		io.ReadAll(b)
	}()
	a.Write([]byte("a"))
}

func TestNetElsewhere(t *testing.T) {
	net.Dial("tcp", "192.0.2.1:80")
}

// dialled returns the ends of a connection over TCP.
func dialled(t *testing.T) (a, b *net.TCPConn) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	server, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); server.Close() })
	return client.(*net.TCPConn), server.(*net.TCPConn)
}

// What one end does not read the other may write, and what an end no longer writes it cannot.
func TestNetHalves(t *testing.T) {
	a, b := dialled(t)
	a.SetReadDeadline(time.Unix(1, 0))
	if n, err := a.Read(nil); n != 0 || err != nil {
		t.Error(n, err)
	}
	a.SetReadDeadline(time.Time{})
	if err := errors.Join(a.CloseRead(), a.CloseRead()); err != nil {
		t.Error(err)
	}
	if n, err := a.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		t.Error(n, err)
	}
	for range 2 {
		if n, err := b.Write([]byte("more")); n != 4 || err != nil {
			t.Error(n, err)
		}
	}
	if err := errors.Join(b.CloseWrite(), b.CloseWrite()); err != nil {
		t.Error(err)
	}
	if _, err := b.Write([]byte("more")); !errors.Is(err, syscall.EPIPE) {
		t.Error(err)
	}
	if n, err := a.Write([]byte("back")); n != 4 || err != nil {
		t.Error(n, err)
	}
	if n, err := io.ReadFull(b, make([]byte, 4)); n != 4 || err != nil {
		t.Error(n, err)
	}
}

// An end that closes before it has read all, or does not linger, breaks the connection: what it has written is read, and
// then one operation says so.
func TestNetBroken(t *testing.T) {
	for i, first := range []func(*net.TCPConn) error{
		func(c *net.TCPConn) error { _, err := io.Copy(io.Discard, c); return err },
		func(c *net.TCPConn) error { _, err := c.Write([]byte("more")); return err },
	} {
		a, b := dialled(t)
		if i == 0 {
			a.Write([]byte("unread"))
		} else if err := b.SetLinger(0); err != nil {
			t.Error(err)
		}
		b.Write([]byte("answer"))
		b.Close()
		if n, err := io.ReadFull(a, make([]byte, 6)); n != 6 || err != nil {
			t.Error(n, err)
		}
		if err := first(a); !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
		if _, err := a.Write([]byte("more")); !errors.Is(err, syscall.EPIPE) {
			t.Error(err)
		}
		if n, err := a.Read(make([]byte, 1)); n != 0 || err != io.EOF {
			t.Error(n, err)
		}
	}
}

// The connections of TCP have options, and two directions that end by themselves.
func TestNetTCP(t *testing.T) {
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	said := make(chan string, 1)
	go func() {
		defer close(said)
		c, err := l.AcceptTCP()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		text, _ := io.ReadAll(c) // to the end of what the client has to say
		said <- string(text)
	}()
	dialled, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	c, ok := dialled.(*net.TCPConn)
	if !ok {
		t.Fatalf("%T", dialled)
	}
	if err := errors.Join(c.SetNoDelay(true), c.SetKeepAlivePeriod(time.Second)); err != nil {
		t.Error(err)
	}
	c.Write([]byte("hello"))
	c.CloseWrite()
	if text := <-said; text != "hello" {
		t.Error(text)
	}
	if n, err := c.Read(make([]byte, 1)); err != io.EOF {
		t.Error(n, err)
	}
	l.SetDeadline(time.Now().Add(time.Millisecond))
	if _, err := l.Accept(); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error(err)
	}
	if err := errors.Join(c.Close(), l.Close()); err != nil {
		t.Error(err)
	}
	if err := c.SetLinger(0); !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
	var dialer net.Dialer
	if _, err := dialer.DialTCP(context.Background(), "tcp", netip.AddrPort{}, l.Addr().(*net.TCPAddr).AddrPort()); !errors.Is(err, syscall.ECONNREFUSED) {
		t.Error(err)
	}
}

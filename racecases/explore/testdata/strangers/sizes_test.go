package strangers

import (
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"unsafe"
)

// A shard and its padding fill two cache lines.
type shard struct {
	inner
	_ [128 - unsafe.Sizeof(inner{})]byte
}

type inner struct {
	sync.RWMutex
	once  sync.Once
	hits  atomic.Int32
	items [6]uint64
}

// A named lock has the methods of both.
type named struct {
	sync.Mutex
	sync.WaitGroup
	name
}

type name string

func (n name) String() string { return string(n) }
func (n name) Ready() bool    { return n != "" }

// TestEmbedded has what it embeds add no other methods.
func TestEmbedded(t *testing.T) {
	n := &named{name: "it"}
	n.Lock()
	n.Go(func() { n.Unlock() })
	n.Wait()
	if s := fmt.Sprint(n); s != "it" || !n.Ready() {
		t.Error(s)
	}
	if _, names := any(new(shard)).(fmt.Stringer); names {
		t.Error("a shard has a text")
	}
}

// A duplex embeds both ends of a pipe, and a patient one a listener.
type (
	duplex struct {
		*io.PipeReader
		*io.PipeWriter
	}
	patient struct{ *net.TCPListener }
)

func (d duplex) Close() error { return errors.Join(d.PipeReader.Close(), d.PipeWriter.Close()) }

// TestEmbeddedNames uses what it embeds by the names of Go's own.
func TestEmbeddedNames(t *testing.T) {
	d := duplex{}
	d.PipeReader, d.PipeWriter = io.Pipe()
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	l, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if err := (patient{TCPListener: l}).TCPListener.Close(); err != nil {
		t.Error(err)
	}
}

// Two names of one layout.
type (
	open   struct{ mu sync.Mutex }
	closed struct{ mu sync.Mutex }
)

func TestSizes(t *testing.T) {
	if size := unsafe.Sizeof(shard{}); size != 128 {
		t.Errorf("a shard has %d bytes", size)
	}
	if size := unsafe.Sizeof(struct {
		sync.Mutex
		n int32
	}{}); size != 12 {
		t.Errorf("a mutex and four bytes have %d", size)
	}
	var held open
	held.mu.Lock()
	moved := closed(held) // with its state
	if moved.mu.TryLock() || held == (open{}) {
		t.Error("it is free")
	}
	moved.mu.Unlock()
	if !moved.mu.TryLock() || held.mu.TryLock() {
		t.Error("one state for both")
	}
}

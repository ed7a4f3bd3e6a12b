package strangers

import (
	"context"
	"crypto/rand"
	"fmt"
	hashes "hash"
	"hash/maphash"
	"io"
	"math"
	"math/big"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"
)

// TestFiles loses an update of a file.
func TestFiles(t *testing.T) {
	name := filepath.Join(t.TempDir(), "count")
	if err := os.WriteFile(name, []byte("0"), 0o600); err != nil {
		t.Fatal(err)
	}
	read := func() int {
		f, err := os.Open(name)
		if err != nil {
			t.Error(err)
		}
		defer f.Close()
		text, _ := io.ReadAll(f)
		n, _ := strconv.Atoi(string(text))
		return n
	}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			n := read() + 1
			if err := os.WriteFile(name, fmt.Append(nil, n), 0o600); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := read(); n != 2 {
		t.Errorf("the file says %d", n)
	}
}

var seed = maphash.MakeSeed()

// TestHashes has as many goroutines as hashes say, which are the same under every schedule.
func TestHashes(t *testing.T) {
	type key struct {
		name string
		any
	}
	var hash maphash.Hash
	var cloner interface{ Clone() (hashes.Cloner, error) } = &hash
	if _, err := cloner.Clone(); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(&hash, "ab")
	whole := hash.Sum64()
	hash.Reset()
	hash.WriteByte('a')
	hash.WriteString("b")
	if hash.Sum64() != whole || maphash.String(hash.Seed(), "ab") != whole || maphash.Bytes(seed, nil) == maphash.Bytes(hash.Seed(), nil) {
		t.Error("the pieces, or the seed")
	}
	if maphash.Comparable(seed, key{"a", 0.0}) != maphash.Comparable(seed, key{"a", math.Copysign(0, -1)}) ||
		maphash.Comparable[any](seed, 1) == maphash.Comparable[any](seed, 2) {
		t.Error("equal keys, or others")
	}
	var wg sync.WaitGroup
	for range 1 + maphash.String(seed, "goroutines")%4 + new(maphash.Hash).Sum64()%2 {
		wg.Go(func() {})
	}
	wg.Wait()
}

// TestRandomBytes draws what is the same under every schedule.
func TestRandomBytes(t *testing.T) {
	drawn := make(chan string, 2)
	for range 2 {
		go func() { drawn <- rand.Text() }()
	}
	a, b := <-drawn, <-drawn
	n, err := rand.Int(rand.Reader, big.NewInt(10))
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	host, _ := os.Hostname()
	if memory.Sys == 0 || memory.Mallocs == 0 || a == b || len(a) != 26 || err != nil || n.Int64() > 9 || host == "" {
		t.Error(a, b, n, err, host)
	}
}

// A line is a connection that leads nowhere.
type line struct {
	net.Conn
	mu       sync.Mutex
	deadline time.Time
}

func (l *line) SetDeadline(at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deadline = at
	return nil
}

// TestOwnConn calls an interface of package net that the test itself implements.
func TestOwnConn(t *testing.T) {
	var conn net.Conn = new(line)
	done := make(chan error)
	go func() { done <- conn.SetDeadline(time.Now()) }()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestSignals waits for a signal that does not come, or for its time.
func TestSignals(t *testing.T) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	select {
	case <-ctx.Done():
		t.Error("stopped")
	case s := <-c:
		t.Error(s)
	case <-time.After(time.Second):
	}
}

package strangers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"log"
	"log/slog"
	"math/rand"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"testing"
)

// counted yields three numbers under a lock.
func counted(mu *sync.Mutex) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		mu.Lock()
		defer mu.Unlock()
		for i := range 3 {
			if !yield(i, fmt.Sprint(i)) {
				return
			}
		}
	}
}

// TestPulled pulls from two sequences, one of them in another goroutine later on.
func TestPulled(t *testing.T) {
	var mu sync.Mutex
	next, stop := iter.Pull2(counted(&mu))
	defer stop()
	if i, s, ok := next(); i != 0 || s != "0" || !ok {
		t.Error(i, s, ok)
	}
	if mu.TryLock() {
		t.Error("not locked between two elements")
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if i, _, _ := next(); i != 1 {
			t.Error(i)
		}
		stop()
	}()
	<-done
	mu.Lock()
	defer mu.Unlock()
	defer func() {
		if p := recover(); p != "an element" {
			t.Error(p)
		}
	}()
	broken, end := iter.Pull(func(func(int) bool) { panic("an element") })
	defer end()
	broken()
}

// TestPulledOutOfOrder counts in two goroutines without a lock.
func TestPulledOutOfOrder(t *testing.T) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	sum := 0
	for range 2 {
		wg.Go(func() {
			next, stop := iter.Pull(func(yield func(int) bool) {
				mu.Lock()
				old := sum
				mu.Unlock()
				yield(old)
			})
			defer stop()
			old, _ := next()
			mu.Lock()
			sum = old + 1
			mu.Unlock()
		})
	}
	if wg.Wait(); sum != 2 {
		t.Error(sum)
	}
}

// A diary is a writer that goroutines share.
type diary struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (d *diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(p)
}

func (d *diary) lines() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Fields(d.text.String())
}

// TestLogged has two goroutines use one logger.
func TestLogged(t *testing.T) {
	for name, logger := range map[string]func(io.Writer) func(string){
		"log": func(w io.Writer) func(string) {
			l := log.New(w, "", 0)
			return func(s string) { l.Print(s) }
		},
		"slog": func(w io.Writer) func(string) {
			l := slog.New(slog.NewTextHandler(w, nil))
			return func(s string) { l.Info(s) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := new(diary)
			l := logger(d)
			var wg sync.WaitGroup
			wg.Go(func() { l("b") })
			wg.Go(func() { l("a") })
			if wg.Wait(); len(d.lines()) < 2 {
				t.Error(d.lines())
			}
		})
	}
}

// TestLoggedOrder expects the order in which the goroutines were made.
func TestLoggedOrder(t *testing.T) {
	d := new(diary)
	l := log.New(d, "", 0)
	var wg sync.WaitGroup
	wg.Go(func() { l.Print("a") })
	wg.Go(func() { l.Print("b") })
	if wg.Wait(); !slices.IsSorted(d.lines()) {
		t.Error(d.lines())
	}
}

// TestPiped writes through a pipe in the process.
func TestPiped(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		fmt.Fprint(w, "four", "teen")
		w.CloseWithError(errors.New("the end"))
	}()
	text, err := io.ReadAll(r)
	if string(text) != "fourteen" || err == nil || err.Error() != "the end" {
		t.Errorf("%q, %v", text, err)
	}
	if n, err := w.Write(nil); n != 0 || err != io.ErrClosedPipe {
		t.Error(n, err)
	}
}

// TestPipedStuck has no reader.
func TestPipedStuck(t *testing.T) {
	_, w := io.Pipe()
	fmt.Fprint(w, "lost")
}

// TestSkipped skips itself.
func TestSkipped(t *testing.T) {
	t.Skip("needs a", "database")
}

// TestSampled expects of a hundred draws what chance has in store.
func TestSampled(t *testing.T) {
	zero, low, first := 0, 0, 0
	for range 100 {
		if rand.Intn(5) == 0 {
			zero++
		}
		if rand.Float64() < 0.2 {
			low++
		}
		if rand.Perm(5)[0] == 0 {
			first++
		}
	}
	for _, n := range []int{zero, low, first} {
		if n < 8 || n > 32 {
			t.Error(zero, low, first)
		}
	}
}

// TestAllocations measures.
func TestAllocations(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() {}); n > 0 {
		t.Error(n)
	}
	if len(metrics.All()) == 0 {
		t.Error("no metrics")
	}
}

// TestDeferredClose writes to a file that is closed at the end.
func TestDeferredClose(t *testing.T) {
	name := filepath.Join(t.TempDir(), "late")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer f.Close()
		if _, err := f.WriteString("x"); err != nil {
			t.Error(err)
		}
	}()
	<-done
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

// TestRaceTwice has two races, of which the first comes before the second.
func TestRaceTwice(t *testing.T) {
	first, second := 0, 0
	twice(func() { first++ })
	twice(func() { second++ })
}

// TestLoggedPrefix prints while another goroutine sets what comes first.
func TestLoggedPrefix(t *testing.T) {
	d := new(diary)
	l := log.New(d, "", 0)
	var wg sync.WaitGroup
	wg.Go(func() { l.SetPrefix("late ") })
	l.Print("a")
	if wg.Wait(); len(d.lines()) > 1 {
		t.Error(d.lines())
	}
}

// TestLoggedDefault prints while another goroutine sets the default logger.
func TestLoggedDefault(t *testing.T) {
	d := new(diary)
	slog.SetDefault(slog.New(slog.DiscardHandler))
	var wg sync.WaitGroup
	wg.Go(func() { slog.SetDefault(slog.New(slog.NewTextHandler(d, nil))) })
	slog.Info("a")
	if wg.Wait(); len(d.lines()) > 0 {
		t.Error("logged", len(d.lines()))
	}
}

// TestLoggedAnew sets what a process has one of.
func TestLoggedAnew(t *testing.T) {
	if log.Prefix() != "" || slog.Default().Handler() == slog.DiscardHandler {
		t.Error("set under another schedule")
	}
	var wg sync.WaitGroup
	wg.Go(func() { log.SetPrefix("late ") })
	wg.Go(func() { slog.SetDefault(slog.New(slog.DiscardHandler)) })
	wg.Wait()
}

// Package watch looks, from within a test of others, at the goroutine leak profile.
// It is compiled into their module, in the language of its go line: see the package usertests.
package watch

import (
	"bytes"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"testing"
	"time"

	"threadlab/racecases/usertests/helper/dump"
)

// Watch has the profile taken now and then while the test runs, and again once it and its cleanups have ended. What it
// calls leaked goes to the file of the trial, but for what was there before the test: that is not the test's.
func Watch(t testing.TB) {
	t.Helper()
	dump.OnBreak()
	profile := pprof.Lookup("goroutineleak")
	if profile == nil {
		t.Fatal("no goroutine leak profile: build with GOEXPERIMENT=goroutineleakprofile")
	}
	w := &watcher{profile: profile, before: others(), file: os.Getenv("THREADLAB_RECORD"), fail: t.Error}
	w.mu.Lock()
	w.timer = time.AfterFunc(between, w.look)
	w.mu.Unlock()
	t.Cleanup(w.stop)
}

const (
	between  = 100 * time.Millisecond
	profiles = 3 // the first of several may miss what the next one sees
)

// A watcher has a timer and no goroutine of its own: the test may look for those.
type watcher struct {
	profile *pprof.Profile
	before  map[string]bool
	file    string
	fail    func(...interface{})

	mu      sync.Mutex
	timer   *time.Timer
	stopped bool
}

// look takes the profile, and comes again unless it has seen a leak: what has leaked
// stays so, and without the timer Go may notice that all goroutines are asleep.
func (w *watcher) look() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.stopped && !w.take() {
		w.timer.Reset(between)
	}
}

func (w *watcher) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.stopped = true
	w.timer.Stop()
	// Each profile collects garbage, and waits for the end of that by yielding: with several
	// processors five times as dear.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	w.take()
}

// take reports whether anything has leaked.
func (w *watcher) take() bool {
	var text bytes.Buffer
	for i := 0; i < profiles; i++ { // as Go was before 1.22: their module may say so
		text.Reset()
		if err := w.profile.WriteTo(&text, 2); err != nil {
			w.fail(err)
			return false
		}
	}
	var leaked []string
	for _, stack := range strings.Split(text.String(), "\n\n") {
		if head := headOf(stack); strings.Contains(head, "(leaked)") && !w.before[number(head)] {
			leaked = append(leaked, stack)
		}
	}
	if len(leaked) == 0 {
		return false
	}
	if err := os.WriteFile(w.file, []byte(strings.Join(leaked, "\n\n")+"\n"), 0644); err != nil {
		w.fail(err)
	}
	return true
}

// others returns the numbers of all goroutines but the one that calls.
func others() map[string]bool {
	buf := make([]byte, 1<<16)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	there := map[string]bool{}
	for _, stack := range strings.Split(string(buf), "\n\n")[1:] {
		there[number(headOf(stack))] = true
	}
	return there
}

func headOf(stack string) string { return strings.SplitN(stack, "\n", 2)[0] }

// number takes 7 out of "goroutine 7 [chan send (leaked)]:".
func number(head string) string {
	if words := strings.Fields(head); len(words) > 1 {
		return words[1]
	}
	return ""
}

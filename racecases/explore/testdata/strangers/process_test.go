package strangers

import (
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"runtime"
	"sync"
	"testing"
	"weak"
)

// TestEnvironment is right once in a process.
func TestEnvironment(t *testing.T) {
	if v, ok := os.LookupEnv("STRANGER"); ok {
		t.Error("still set to", v)
	}
	var setters sync.WaitGroup
	for _, v := range []string{"a", "b"} {
		setters.Go(func() { os.Setenv("STRANGER", v) })
	}
	setters.Wait()
	if v := os.ExpandEnv("$STRANGER"); v != "a" && v != "b" {
		t.Error(v)
	}
}

// TestEnvironmentOrder reads while another goroutine writes.
func TestEnvironmentOrder(t *testing.T) {
	var setter sync.WaitGroup
	setter.Go(func() { os.Setenv("STRANGER", "a") })
	if os.Getenv("STRANGER") == "" {
		t.Error("not yet set")
	}
	setter.Wait()
}

// TestWorkingFolder is right once in a process.
func TestWorkingFolder(t *testing.T) {
	if _, err := os.Stat("go.mod"); err != nil {
		t.Error(err)
	}
	var walker sync.WaitGroup
	walker.Go(func() { os.Chdir("lib") })
	walker.Wait()
}

// counting runs a goroutine, and returns how many there are more after it.
func counting(late func()) int {
	before := runtime.NumGoroutine()
	var wg sync.WaitGroup
	wg.Go(func() {})
	wg.Wait()
	late()
	return runtime.NumGoroutine() - before
}

// TestGoroutinesAtOnce fails if the goroutine has not ended yet, though it is done.
func TestGoroutinesAtOnce(t *testing.T) {
	if n := counting(func() {}); n != 0 {
		t.Error("still there:", n)
	}
}

// TestGoroutinesInTheEnd gives it time.
func TestGoroutinesInTheEnd(t *testing.T) {
	before := runtime.NumGoroutine()
	n := counting(func() {
		for runtime.NumGoroutine() > before {
			runtime.Gosched()
		}
	})
	if n != 0 {
		t.Error("still there:", n)
	}
}

// TestLevelOrder reads a level while another goroutine sets it.
func TestLevelOrder(t *testing.T) {
	var level slog.LevelVar
	var setter sync.WaitGroup
	setter.Go(func() { level.Set(slog.LevelError) })
	if level.Level() != slog.LevelInfo {
		t.Error("set to", level.Level())
	}
	setter.Wait()
}

// TestReflectedMap depends on an order of which one is tried.
func TestReflectedMap(t *testing.T) {
	if keys := reflect.ValueOf(map[int]bool{1: true, 2: true}).MapRange(); !keys.Next() || !keys.Next() || keys.Next() {
		t.Error("not two")
	}
}

// TestReflectedKeys expects the keys of a map in their order.
func TestReflectedKeys(t *testing.T) {
	v := reflect.ValueOf(map[string]int{"a": 1, "b": 2})
	var sequence []string
	for k := range v.Seq() {
		sequence = append(sequence, k.String())
	}
	for k, x := range v.Seq2() {
		sequence = append(sequence, k.String()+fmt.Sprint(x))
	}
	if first := v.MapKeys()[0].String(); first == "b" || len(sequence) != 4 {
		t.Error("first", first, len(sequence))
	}
}

// TestReflectedSequence expects the order of the keys of a map in a sequence.
func TestReflectedSequence(t *testing.T) {
	for k, x := range reflect.ValueOf(map[string]int{"a": 1, "b": 2}).Seq2() {
		if k.String() == "b" {
			t.Error("first", x)
		}
		break
	}
}

// TestReflectedReceives ranges over a channel, of which it learns by reflection.
func TestReflectedReceives(t *testing.T) {
	c := make(chan int)
	go func() {
		c <- 1
		c <- 2
		close(c)
	}()
	sum := 0
	for x := range reflect.ValueOf(c).Seq() {
		sum += int(x.Int())
	}
	if sum != 3 {
		t.Error(sum)
	}
}

// TestCollected waits for what the collector runs.
func TestCollected(t *testing.T) {
	done := make(chan struct{})
	runtime.AddCleanup(new([100]int), func(struct{}) { close(done) }, struct{}{})
	runtime.GC()
	<-done
}

// TestWeak waits for the collector to take what only a weak pointer points to.
func TestWeak(t *testing.T) {
	p := weak.Make(new([100]int))
	runtime.GC()
	if p.Value() != nil {
		t.Error("still there")
	}
}

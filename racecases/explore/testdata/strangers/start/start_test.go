package start

import (
	"bytes"
	"flag"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"

	"example.com/strangers/start/hooks"
	"example.com/strangers/start/sets"
	"example.com/strangers/start/sweeper"
)

// What TestMain prepares is there for each test, with a goroutine that it has started and
// stops when they have run.
var prepared chan string

func TestMain(m *testing.M) {
	prepared = make(chan string)
	stop := make(chan bool)
	go func() {
		for {
			select {
			case prepared <- "prepared":
			case <-stop:
				return
			}
		}
	}()
	code := m.Run()
	close(stop)
	prepared = nil
	if code != 0 {
		os.Exit(code)
	}
	syscall.Exit(code) // without the second that a race build waits in os.Exit
}

// A package may define flags, which a process does once.
var limit = *defined("start.limit")

func defined(name string) *int {
	var n int
	flag.CommandLine.IntVar(&n, name, 3, "a number")
	return &n
}

func TestStartFlags(t *testing.T) {
	if f := flag.Lookup("start.limit"); f == nil || f.DefValue != "3" || limit != 3 {
		t.Error(f, limit)
	}
	if err := flag.Set("test.parallel", "3"); err != nil {
		t.Error(err)
	}
	limit++
}

// A function that a call returns keeps something, and no schedule sees what another one left.
var count = counter()

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func TestStartCounter(t *testing.T) {
	if n := count(); n != 1 {
		t.Error(n)
	}
}

func TestStartMain(t *testing.T) {
	if text := <-prepared; text != "prepared" {
		t.Error(text)
	}
}

// Packages are initialised in their order, each with what the ones before have set.
var double = hooks.Double.(func(int) int)

// A variable that goroutines make, which is waited for.
var squares = func() []int {
	list := make([]int, 3)
	var all sync.WaitGroup
	for i := range list {
		all.Go(func() { list[i] = i * i })
	}
	all.Wait()
	last := make(chan int)
	go func() { last <- list[2] }()
	return append(list, <-last)
}()

func TestStart(t *testing.T) {
	if double(sets.Version) != 2 || len(squares) != 4 || squares[3] != 4 {
		t.Error(double(1), squares)
	}
	squares = nil
}

// The goroutine that a package has for itself is no leak, and does not hide the update
// that is lost here.
func TestStartSweeper(t *testing.T) {
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { sweeper.Set(sweeper.Books() + 1) })
	}
	both.Wait()
	if sweeper.Books() != 2 {
		t.Errorf("%d books, want 2", sweeper.Books())
	}
}

// stacks returns those of all goroutines, as what looks for those left behind reads them.
func stacks() []string {
	text := make([]byte, 1<<20)
	var list []string
	for stack := range bytes.SplitSeq(text[:runtime.Stack(text, true)], []byte("\n\n")) {
		list = append(list, string(stack))
	}
	return list
}

// Goroutines of tests, which are left out in a search for others, have the function that
// runs tests on their stacks.
func TestStartNoneLeft(t *testing.T) {
	running := func() (n int) {
		for _, stack := range stacks() {
			n += min(1, strings.Count(stack, "TestStartNoneLeft"))
		}
		return n
	}
	t.Run("sub", func(t *testing.T) {
		var all sync.WaitGroup
		all.Go(func() {
			if n := running(); n != 3 {
				t.Errorf("%d goroutines, want 3", n)
			}
			if n := strings.Count(strings.Join(stacks(), ""), "testing.tRunner("); n != 2 {
				t.Errorf("%d goroutines of tests, want 2", n)
			}
		})
		all.Wait()
	})
	if n := running(); n != 1 {
		t.Errorf("%d goroutines, want 1", n)
	}
}

func TestStartOneLeft(t *testing.T) {
	c := make(chan int)
	go func() { <-c }()
	runtime.Gosched()
	for _, stack := range stacks() {
		if strings.Contains(stack, "TestStartOneLeft.func") {
			t.Error(stack)
		}
	}
	close(c)
}

package start

import (
	"sync"
	"testing"

	"example.com/strangers/start/hooks"
	"example.com/strangers/start/sets"
	"example.com/strangers/start/sweeper"
)

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

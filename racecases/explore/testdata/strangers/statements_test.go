package strangers

import (
	"net"
	"sync"
	"testing"
)

type message struct{ from, to string }

// offer has a select whose case takes several lines.
func offer(box chan message, closed chan struct{}) bool {
	select {
	case <-closed:
		return false
	case box <- message{
		from: "here",
		to:   "there",
	}:
		return true
	}
}

func TestSelectOfSeveralLines(t *testing.T) {
	closed := make(chan struct{})
	close(closed)
	if offer(make(chan message, 1), closed) {
		t.Error("sent to what is closed")
	}
}

// forever ends with a select that has no case, and so it needs no return.
func forever() error {
	select {}
}

// hangUp is not called: what it sends is a call that is not modelled.
func hangUp(c net.Conn, errs chan<- error) {
	errs <- c.Close()
}

// assigns is not called: its range assigns to an element of a map.
func assigns(lists chan []int, of map[string][]int) {
	for of["last"] = range lists {
	}
}

// measures is not called: package testing runs itself in it.
func measures(tests []testing.InternalTest) bool {
	return testing.RunTests(func(string, string) (bool, error) { return true, nil }, tests)
}

func TestWhatIsNotCalled(t *testing.T) {
	_, _, _, _ = forever, hangUp, assigns, measures
	full := make(chan int, 1)
	var wg sync.WaitGroup
	wg.Go(func() { full <- 1 })
	wg.Go(func() { full <- 2 })
	wg.Wait()
}

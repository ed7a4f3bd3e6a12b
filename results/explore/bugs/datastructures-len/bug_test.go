package datastructureslen

import (
	"testing"

	"github.com/Workiva/go-datastructures/queue"
)

// The length of a queue of four is at most four.
func TestLenBesideGet(t *testing.T) {
	q := queue.NewRingBuffer(4)
	done := make(chan bool)
	go func() {
		q.Put("item")
		q.Get()
		close(done)
	}()
	if n := q.Len(); n > q.Cap() {
		t.Errorf("%d items in a queue of %d", n, q.Cap())
	}
	<-done
}

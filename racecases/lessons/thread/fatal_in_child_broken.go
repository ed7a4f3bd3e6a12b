//go:build broken

package thread

import (
	"sync"
	"testing"

	"threadlab/racecases/corpus"
)

func fatalInChild(*corpus.Run) string {
	t := new(testing.T)
	var test sync.WaitGroup
	test.Go(func() { testAnswer(t) })
	test.Wait()
	if !t.Failed() {
		return "passed"
	}
	return "failed"
}

// testAnswer is a test of an answer that is wrong.
func testAnswer(t *testing.T) {
	answers := make(chan int)
	go func() { // want: staticcheck SA2002
		answer := 41
		if answer != 42 {
			t.FailNow() // want: vet testinggoroutine
		}
		answers <- answer
	}()
	<-answers // want: wait chan receive
}

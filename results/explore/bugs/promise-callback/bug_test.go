package promisecallback

import (
	"testing"

	"github.com/fanliao/go-promise"
)

// Two goroutines wait for one promise; each is to be called once.
func TestBothAreCalled(t *testing.T) {
	p := promise.NewPromise()
	called := make(chan string, 2)
	added := make(chan bool)
	go func() {
		p.OnSuccess(func(any) { called <- "first" })
		close(added)
	}()
	p.OnSuccess(func(any) { called <- "second" })
	<-added
	p.Resolve(1)
	if a, b := <-called, <-called; a == b {
		t.Errorf("the %s callback was called twice, the other one never", a)
	}
}

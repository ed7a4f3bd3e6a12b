package chanxlen

import (
	"context"
	"testing"

	"github.com/smallnest/chanx"
)

// Len is for evaluating how many elements are there, while others send and receive.
func TestLenBesideSend(t *testing.T) {
	c := chanx.NewUnboundedChanSize[int](context.Background(), 1, 1, 1)
	done := make(chan bool)
	go func() {
		for i := range 3 {
			c.In <- i
		}
		close(c.In)
		for range c.Out {
		}
		close(done)
	}()
	c.Len()
	<-done
}

package gozeroless

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/zeromicro/go-zero/core/executors"
)

// Within the threshold the function is to be called once.
func TestOncePerThreshold(t *testing.T) {
	less := executors.NewLessExecutor(time.Hour)
	var calls atomic.Int32
	done := make(chan bool)
	go func() {
		less.DoOrDiscard(func() { calls.Add(1) })
		close(done)
	}()
	less.DoOrDiscard(func() { calls.Add(1) })
	<-done
	if calls.Load() != 1 {
		t.Errorf("called %d times within an hour", calls.Load())
	}
}

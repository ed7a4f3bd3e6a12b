package strangers

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A long program is no program without an end.
func TestManyLocks(t *testing.T) {
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 2 {
		all.Go(func() {
			for range 600_000 {
				mu.Lock()
				mu.Unlock()
				runtime.Gosched()
			}
		})
	}
	all.Wait()
}

// Nor is one that polls for a quarter of a minute.
func TestPatience(t *testing.T) {
	for begin := time.Now(); time.Since(begin) < 15*time.Second; {
		time.Sleep(time.Millisecond)
	}
}

// To read a value many times is not to wait for it.
func TestManyLoads(t *testing.T) {
	var value atomic.Int64
	for range 100_000 {
		value.Load()
	}
}

// The heartbeat goes on, and nothing sends the answer.
func TestNoAnswer(t *testing.T) {
	var beats atomic.Int64
	answer := make(chan int)
	go func() {
		for range time.Tick(10 * time.Millisecond) {
			beats.Add(1)
			select {
			case <-answer:
				return
			default:
			}
		}
	}()
	<-answer
}

// Nothing sets the flag.
func TestFlag(t *testing.T) {
	var set atomic.Bool
	go func() {
		for !set.Load() {
			runtime.Gosched()
		}
	}()
	for !set.Load() {
		runtime.Gosched()
	}
}

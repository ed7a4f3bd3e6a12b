package strangers

import (
	"sync"
	"testing"
)

// A worker that close has stopped takes no more jobs.
func TestNoJobAfterStop(t *testing.T) {
	jobs, stop := make(chan int), make(chan struct{})
	var worker sync.WaitGroup
	worker.Go(func() {
		select {
		case <-jobs:
		case <-stop:
		}
	})
	close(stop)
	select {
	case jobs <- 1:
		t.Error("it took one")
	default:
	}
	worker.Wait()
}

// A worker that a first value has woken waits for no second one.
func TestOneValue(t *testing.T) {
	urgent, normal := make(chan int), make(chan int, 1)
	var worker sync.WaitGroup
	worker.Go(func() {
		select {
		case <-urgent:
		case <-normal:
		}
	})
	normal <- 1
	select {
	case urgent <- 2:
		t.Error("one worker took two values")
	default:
	}
	worker.Wait()
}

// A loop ends when its select takes the other case, which it does soon.
func TestSomeTimeDone(t *testing.T) {
	news, done := make(chan int), make(chan int)
	close(news)
	close(done)
	for {
		select {
		case <-news:
		case <-done:
			return
		}
	}
}

// Two goroutines play until they are stopped, which is at once.
func TestPlayUntilStopped(t *testing.T) {
	ball, stop := make(chan int), make(chan struct{})
	var players sync.WaitGroup
	players.Go(func() {
		for {
			select {
			case ball <- 1:
			case <-stop:
				return
			}
		}
	})
	players.Go(func() {
		for {
			select {
			case <-ball:
			case <-stop:
				return
			}
		}
	})
	close(stop)
	players.Wait()
}

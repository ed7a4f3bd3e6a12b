package strangers

import (
	"reflect"
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

// TestReflected receives by package reflect what was sent in both ways.
func TestReflected(t *testing.T) {
	plain, full, closed := make(chan int), make(chan any, 1), make(chan bool)
	value := reflect.ValueOf(plain)
	go func() { plain <- 1; value.Send(reflect.ValueOf(2)); reflect.ValueOf(closed).Close() }()
	full <- nil
	cases := []reflect.SelectCase{
		{Dir: reflect.SelectRecv, Chan: value},
		{Dir: reflect.SelectRecv},
		{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(closed)},
		{Dir: reflect.SelectSend, Chan: reflect.ValueOf(full), Send: reflect.ValueOf("x")},
	}
	if i, v, ok := reflect.Select(cases); i != 0 || v.Int() != 1 || !ok {
		t.Error(i, v, ok)
	}
	if n := <-plain; n != 2 {
		t.Error(n)
	}
	if i, v, ok := reflect.Select(cases); i != 2 || v.Bool() || ok {
		t.Error(i, v, ok)
	}
	<-full
	if reflect.ValueOf(full).TrySend(reflect.ValueOf("y")); <-full != "y" {
		t.Error("not sent")
	}
	if _, ok := value.TryRecv(); ok {
		t.Error("received")
	}
	if i, _, _ := reflect.Select(append(cases[:1:1], reflect.SelectCase{Dir: reflect.SelectDefault})); i != 1 {
		t.Error(i)
	}
}

// TestReflectedOrder expects the first of two that are ready.
func TestReflectedOrder(t *testing.T) {
	var cases []reflect.SelectCase
	for range 2 {
		c := make(chan int)
		go func() { c <- 1 }()
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)})
	}
	i, _, _ := reflect.Select(cases)
	cases[1-i].Chan.Recv()
	if i != 0 {
		t.Error(i)
	}
}

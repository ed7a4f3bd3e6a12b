package migration_test

import (
	"container/heap"
	"context"
	"sync"
	"time"
)

// queue.Queue(n): a channel; Python's Queue(0) has no bound, which no channel is without: choose one
func _(n int) chan int { return make(chan int, n) }

// queue.Queue.put(x)
func _(queue chan int, x int) { queue <- x }

// queue.Queue.put(x, timeout=d)
func _(queue chan int, x int, d time.Duration) bool {
	select {
	case queue <- x:
		return true
	case <-time.After(d):
		return false
	}
}

// queue.Queue.put_nowait
func _(queue chan int, x int) bool {
	select {
	case queue <- x:
		return true
	default:
		return false
	}
}

// queue.Queue.get()
func _(queue chan int) int { return <-queue }

// queue.Queue.get(): until a context is done
func _(ctx context.Context, queue chan int) (int, error) {
	select {
	case x := <-queue:
		return x, nil
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// queue.Queue.get_nowait
func _(queue chan int) (x int, ok bool) {
	select {
	case x := <-queue:
		return x, true
	default:
		return 0, false
	}
}

// queue.Queue.qsize
func _(queue chan int) int { return len(queue) }

// queue.Queue.empty
func _(queue chan int) bool { return len(queue) == 0 }

// queue.Queue.full
func _(queue chan int) bool { return len(queue) == cap(queue) }

// queue.Queue.maxsize
func _(queue chan int) int { return cap(queue) }

// queue.Queue.shutdown: by the one that sends, once
func _(queue chan int) { close(queue) }

// queue.Queue.is_shutdown: a receive says it
func _(queue chan int) (x int, ok bool) {
	x, ok = <-queue
	return x, ok
}

// queue.Queue.task_done
func _(tasks *sync.WaitGroup) { tasks.Done() }

// queue.Queue.join
func _(tasks *sync.WaitGroup) { tasks.Wait() }

// queue.Queue.unfinished_tasks: a WaitGroup does not tell its count
func _() {}

// queue.Queue.all_tasks_done: internal to a channel, as its lock is
func _() {}

// queue.Queue.mutex: internal to a channel
func _() {}

// queue.Queue.not_empty: internal to a channel
func _() {}

// queue.Queue.not_full: internal to a channel
func _() {}

// queue.Queue.queue: internal to a channel
func _() {}

// queue.SimpleQueue: a channel has a bound; without one, a slice under a Condition
func _(n int) chan int { return make(chan int, n) }

// queue.SimpleQueue.put
func _(queue chan int, x int) { queue <- x }

// queue.SimpleQueue.put_nowait: a channel that is full makes it wait
func _(queue chan int, x int) { queue <- x }

// queue.SimpleQueue.get
func _(queue chan int) int { return <-queue }

// queue.SimpleQueue.get_nowait: as that of a Queue
func _() {}

// queue.SimpleQueue.qsize
func _(queue chan int) int { return len(queue) }

// queue.SimpleQueue.empty
func _(queue chan int) bool { return len(queue) == 0 }

// queue.PriorityQueue: container/heap under a Condition
func _(h heap.Interface, x int) { heap.Push(h, x) }

// queue.LifoQueue: a slice under a Condition
func _(stack []int, x int) []int { return append(stack, x) }

// queue.Full: the default case of a select
func _() {}

// queue.Empty: the default case of a select
func _() {}

// queue.ShutDown: a range over a channel ends when it is closed
func _(queue chan int, use func(int)) {
	for x := range queue {
		use(x)
	}
}

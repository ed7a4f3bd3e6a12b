package migration_test

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/errgroup"

	"threadlab/primitives"
)

// concurrent.futures.ThreadPoolExecutor(n): threads of the interpreter
func _(ctx context.Context, t *primitives.Thread) (*primitives.Group, context.Context) {
	return primitives.NewGroup(ctx, t)
}

// concurrent.futures.ThreadPoolExecutor(n): the bound
func _(group *primitives.Group, n int) { group.SetLimit(n) }

// concurrent.futures.ThreadPoolExecutor(n): of goroutines, golang.org/x/sync/errgroup
func _(group *errgroup.Group, n int) { group.SetLimit(n) }

// concurrent.futures.ProcessPoolExecutor: goroutines run on all processors in one process
func _() {}

// concurrent.futures.Executor: Group, or errgroup.Group
func _() {}

// concurrent.futures.Executor.submit
func _(group *primitives.Group, f func(*primitives.Thread) error) { group.Go(f) }

// concurrent.futures.Executor.submit: of goroutines
func _(group *errgroup.Group, f func() error) { group.Go(f) }

// concurrent.futures.Executor.map: one Go for each, and a slice for the results
func _(group *primitives.Group, xs []int, f func(int) int) {
	for i := range xs {
		group.Go(func(*primitives.Thread) error { xs[i] = f(xs[i]); return nil })
	}
}

// concurrent.futures.Executor.shutdown(wait=True)
func _(group *primitives.Group) error { return group.Wait() }

// concurrent.futures.Executor.shutdown(cancel_futures=True)
func _(cancel context.CancelFunc) { cancel() }

// concurrent.futures.Future: a thread; its function's value goes into a variable of its own
func _(t *primitives.Thread, f func(*primitives.Thread) error) *primitives.Thread {
	return t.NewThread(f)
}

// concurrent.futures.Future: a value that is made once, when it is first asked for
func _(f func() int) func() int { return sync.OnceValue(f) }

// concurrent.futures.Future.result
func _(future, caller *primitives.Thread) error { return future.Wait(caller) }

// concurrent.futures.Future.exception
func _(future *primitives.Thread) error { return future.Err() }

// concurrent.futures.Future.done
func _(future, caller *primitives.Thread) (bool, error) { return future.JoinTimeout(caller, 0) }

// concurrent.futures.Future.running
func _(future *primitives.Thread) bool { return future.IsAlive() }

// concurrent.futures.Future.cancel: a function looks at its context
func _(cancel context.CancelFunc) { cancel() }

// concurrent.futures.Future.cancelled
func _(ctx context.Context) bool { return ctx.Err() != nil }

// concurrent.futures.Future.add_done_callback: a call at the end of the function, or of a context
func _(ctx context.Context, f func()) func() bool { return context.AfterFunc(ctx, f) }

// concurrent.futures.Future.set_result: for executors; a channel of one value
func _(future chan int, x int) { future <- x }

// concurrent.futures.Future.set_exception: for executors; the function returns an error
func _() {}

// concurrent.futures.Future.set_running_or_notify_cancel: for executors
func _() {}

// concurrent.futures.wait
func _(group *primitives.Group) error { return group.Wait() }

// concurrent.futures.ALL_COMPLETED: what Wait waits for
func _(group *primitives.Group) error { return group.Wait() }

// concurrent.futures.FIRST_EXCEPTION: the group's context is done, with the error as its cause
func _(ctx context.Context) error { <-ctx.Done(); return context.Cause(ctx) }

// concurrent.futures.FIRST_COMPLETED: a receive from a channel that all send to
func _(results chan int) int { return <-results }

// concurrent.futures.as_completed: a range over a channel that all send to
func _(results chan int, use func(int)) {
	for x := range results {
		use(x)
	}
}

// concurrent.futures.CancelledError
func _(err error) bool { return errors.Is(err, context.Canceled) }

// concurrent.futures.TimeoutError
func _(err error) bool { return errors.Is(err, context.DeadlineExceeded) }

// concurrent.futures.InvalidStateError: for executors
func _() {}

// concurrent.futures.BrokenExecutor: a goroutine does not break its group; its panic is an error
func _(err error) bool { return errors.As(err, new(*primitives.PanicError)) }

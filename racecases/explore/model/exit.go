package model

import (
	"context"
	"fmt"
	"os"

	"threadlab/racecases/explore/scheduler"
)

// Tested notes that the tests have run: what is left of the program is the end of its
// TestMain.
func Tested() { here().tested = true }

// OsExit is os.Exit at the end of a TestMain, which ends the program as if that had
// returned; with a status other than 0 it has failed. Anywhere else it is refused.
func OsExit(code int) { exit("os.Exit", code) }

// SyscallExit is syscall.Exit in the same way.
func SyscallExit(code int) { exit("syscall.Exit", code) }

func exit(name string, code int) {
	w := here()
	switch {
	case w == outside:
		os.Exit(code)
	case !w.tested:
		w.RefuseCall(fmt.Sprintf("%s(%d)", name, code))
	case code != 0:
		w.Fail(scheduler.Assertion, "TestMain exits with status %d", code)
	}
	w.Leave()
}

// SignalNotify is signal.Notify: no signal comes.
func SignalNotify(chan<- os.Signal, ...os.Signal) {}

// SignalNotifyContext is signal.NotifyContext: its context ends as one with a cancel
// function does.
func SignalNotifyContext(parent context.Context, _ ...os.Signal) (context.Context, context.CancelFunc) {
	return ContextWithCancel(parent)
}

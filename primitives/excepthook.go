package primitives

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// ExceptHookArgs says what a thread did not handle. Python: threading.ExceptHookArgs.
type ExceptHookArgs struct {
	Thread *Thread // the thread, still alive; the hook runs in it
	Err    error   // what its function returned, or the panic as an error: errors.Is sees through it
	Panic  any     // what it panicked with, or nil
	Stack  []byte  // where it panicked, or nil
}

// SetExceptHook has h called, in the failing thread, whenever a thread's function returns an error or panics, and returns the
// hook that was in force; nil stands for the default. h receives [ErrSystemExit] too. The thread then ends as if nothing had
// happened: no other thread and no exit status is affected. Python: threading.excepthook = h.
//
// The default prints "Exception in thread NAME:", the stack of a panic, and the error to standard error, and nothing for
// ErrSystemExit. If h itself panics, that is printed after "Exception in threading.excepthook:".
func (in *Interpreter) SetExceptHook(h func(ExceptHookArgs)) (old func(ExceptHookArgs)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	old, in.hook = in.hook, h
	return old
}

func panicArgs(t *Thread, p any) ExceptHookArgs {
	err, ok := p.(error)
	if ok {
		err = fmt.Errorf("panic: %w", err)
	} else {
		err = fmt.Errorf("panic: %v", p)
	}
	return ExceptHookArgs{Thread: t, Err: err, Panic: p, Stack: debug.Stack()}
}

// report calls the hook in force now.
func (in *Interpreter) report(args ExceptHookArgs) {
	in.mu.Lock()
	hook := in.hook
	in.mu.Unlock()
	if hook == nil {
		in.DefaultExceptHook(args)
		return
	}
	defer func() {
		if p := recover(); p != nil {
			in.print("Exception in threading.excepthook:\npanic: %v\n", p)
		}
	}()
	hook(args)
}

// DefaultExceptHook is the hook that nil stands for, for hooks that want to do what it does and more. Without a Thread it
// prints <unknown> for its name. Python: threading.__excepthook__.
func (in *Interpreter) DefaultExceptHook(args ExceptHookArgs) {
	if errors.Is(args.Err, ErrSystemExit) {
		return
	}
	name := "<unknown>"
	if args.Thread != nil {
		name = args.Thread.Name()
	}
	in.print("Exception in thread %s:\n%s%v\n", name, args.Stack, args.Err)
}

// print keeps the words of two failing threads apart, whatever the writer.
func (in *Interpreter) print(format string, args ...any) {
	in.printing.Lock()
	defer in.printing.Unlock()
	if in.stderr == nil {
		return
	}
	fmt.Fprintf(in.stderr, format, args...)
}

package primitives

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// ExceptHookArgs describes an error or panic that a thread's function did not handle. Python: threading.ExceptHookArgs.
type ExceptHookArgs struct {
	Thread *Thread // the thread, still alive; the hook runs in it
	Err    error   // the error that the function returned, or a [*PanicError]: errors.Is finds a panic's error in it
	Panic  any     // the value of the panic, or nil
	Stack  []byte  // the stack of the panic, or nil
}

// SetExceptHook sets the hook that is called, in the failing thread, whenever a thread's function returns an error or panics. It
// returns the previous hook; nil stands for the default. h receives [ErrSystemExit] too. After the hook the thread ends as after
// success: no other thread and no exit status is affected. Python: threading.excepthook = h. Cost: a mutex.
//
// The default prints "Exception in thread NAME:", the stack of a panic, and the error to standard error, and nothing for
// ErrSystemExit. If h itself panics, that is printed after "Exception in threading.excepthook:", unless it is an ErrSystemExit.
func (in *Interpreter) SetExceptHook(h func(ExceptHookArgs)) (old func(ExceptHookArgs)) {
	in.mu.Lock()
	defer in.mu.Unlock()
	old, in.hook = in.hook, h
	return old
}

// A PanicError is a panic of a thread's function as an error: [Thread.Err] and [Thread.Wait] return it, and [ExceptHookArgs] has it.
type PanicError struct {
	Value any    // that the function panicked with
	Stack []byte // of the panic
}

// Error is "panic: " and the value.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap is the value, if it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

func panicArgs(t *Thread, p any) ExceptHookArgs {
	err := &PanicError{p, debug.Stack()}
	return ExceptHookArgs{Thread: t, Err: err, Panic: p, Stack: err.Stack}
}

// report calls the present hook.
func (in *Interpreter) report(args ExceptHookArgs) {
	in.mu.Lock()
	hook := in.hook
	in.mu.Unlock()
	if hook == nil {
		in.DefaultExceptHook(args)
		return
	}
	defer func() {
		if p := recover(); p != nil && !isSystemExit(p) {
			in.print("Exception in threading.excepthook:\npanic: %v\n", p)
		}
	}()
	hook(args)
}

func isSystemExit(p any) bool {
	err, ok := p.(error)
	return ok && errors.Is(err, ErrSystemExit)
}

// DefaultExceptHook is the hook that nil stands for, for hooks that extend it. Without a Thread it prints <unknown> for the
// name. Python: threading.__excepthook__. Cost: a mutex, and that of writing.
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

// print writes under a mutex, so that the output of two failing threads does not mix. A writer that panics loses the report and
// nothing else, as a sys.stderr that raises does in Python.
func (in *Interpreter) print(format string, args ...any) {
	in.printing.Lock()
	defer in.printing.Unlock()
	if in.stderr == nil {
		return
	}
	defer func() { _ = recover() }()
	fmt.Fprintf(in.stderr, format, args...)
}

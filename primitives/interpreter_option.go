package primitives

import (
	"io"
	"time"
)

// An InterpreterOption is an argument of [NewInterpreter].
type InterpreterOption func(*Interpreter)

// WithoutGIL removes the GIL: threads run at the same time, as in CPython's build --disable-gil (PEP 703).
func WithoutGIL() InterpreterOption {
	return func(in *Interpreter) { in.gil = nil }
}

// WithFairGIL hands the GIL over to the thread that has waited longest, instead of waking one waiter that must then compete for it.
// No thread starves behind others that compute. A wait always costs its thread the GIL, however short the wait and however slow
// the next thread is to wake. CPython has no such GIL. Without a GIL the option has no effect.
func WithFairGIL() InterpreterOption {
	return func(in *Interpreter) {
		if in.gil != nil {
			s := in.gil.state()
			in.gil = &fairGIL{gilState: gilState{interval: s.interval, wakeUp: s.wakeUp}}
		}
	}
}

// WithSwitchInterval sets the initial switch interval: see [Interpreter.SetSwitchInterval]. It panics with [ErrSwitchInterval] if d is
// zero or negative. Without a GIL it has no other effect.
func WithSwitchInterval(d time.Duration) InterpreterOption {
	return func(in *Interpreter) { in.SetSwitchInterval(d) }
}

// WithWakeUp sets how long a thread that waits for the GIL needs from being woken to running; the default is what its goroutine needs.
// It decides what a short wait costs beside a thread that computes: one that is over before the other has woken up costs
// nothing, a longer one a switch interval. A thread that has just asked for the GIL is awake, and needs no time. In a bubble of
// testing/synctest, where goroutines take no time to wake, WithWakeUp makes that race predictable. Without a GIL it has no effect.
func WithWakeUp(d time.Duration) InterpreterOption {
	return func(in *Interpreter) {
		if in.gil != nil {
			in.gil.state().wakeUp = d
		}
	}
}

// WithCores sets how many threads can be in [Thread.Compute] at the same time, by turns if there are more of them. Zero or less, as
// without the option, sets no bound: the work is simulated and needs no processor, so a program then takes the same time on
// every machine. WithCores(runtime.NumCPU()) is the machine's own number. Turns on a core are ordered, for the race detector too:
// leave WithCores out in a program whose races the detector must find.
func WithCores(n int) InterpreterOption {
	return func(in *Interpreter) {
		in.cores = cores{}
		if n > 0 {
			in.cores.free = NewFIFOSemaphore(n)
		}
	}
}

// WithSeed sets the seed of the draws that choose which of several threads that wait for the GIL is woken: in CPython the operating
// system's choice. Two interpreters with the same seed choose alike; the default is zero. Without a GIL, and under [WithFairGIL],
// which does not draw, it has no effect.
func WithSeed(n uint64) InterpreterOption {
	return func(in *Interpreter) {
		if g, ok := in.gil.(*standardGIL); ok {
			g.luck.Seed(n, 0)
		}
	}
}

// WithStderr sets where the default except hook prints, instead of os.Stderr; nil discards it. One thread at a time writes to w. An
// error or a panic of w loses what was written, and has no other effect.
// Python: sys.stderr.
func WithStderr(w io.Writer) InterpreterOption {
	return func(in *Interpreter) { in.stderr = w }
}

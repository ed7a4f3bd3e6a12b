package primitives

import (
	"io"
	"time"
)

// An InterpreterOption is an argument of [NewInterpreter].
type InterpreterOption func(*Interpreter)

// FreeThreaded leaves out the GIL: threads run at the same time, as in CPython's build --disable-gil (PEP 703).
func FreeThreaded() InterpreterOption {
	return func(in *Interpreter) { in.gil = nil }
}

// SwitchInterval sets the first switch interval: see [Interpreter.SetSwitchInterval]. Without a GIL it has no effect.
func SwitchInterval(d time.Duration) InterpreterOption {
	return func(in *Interpreter) { in.SetSwitchInterval(d) }
}

// Stderr sets where the default except hook prints, instead of os.Stderr. Python: sys.stderr.
func Stderr(w io.Writer) InterpreterOption {
	return func(in *Interpreter) { in.stderr = w }
}

package primitives

import (
	"io"
	"time"
)

// The options of an interpreter under their first names, from before every option was called With.

// FreeThreaded is [WithoutGIL].
func FreeThreaded() InterpreterOption { return WithoutGIL() }

// FairGIL is [WithFairGIL].
func FairGIL() InterpreterOption { return WithFairGIL() }

// SwitchInterval is [WithSwitchInterval].
func SwitchInterval(d time.Duration) InterpreterOption { return WithSwitchInterval(d) }

// WakeUp is [WithWakeUp].
func WakeUp(d time.Duration) InterpreterOption { return WithWakeUp(d) }

// Cores is [WithCores].
func Cores(n int) InterpreterOption { return WithCores(n) }

// Seed is [WithSeed].
func Seed(n uint64) InterpreterOption { return WithSeed(n) }

// Stderr is [WithStderr].
func Stderr(w io.Writer) InterpreterOption { return WithStderr(w) }

// Package dump has a program print its goroutines where no signal asks it to. It imports
// the standard library alone: it is compiled into modules of others as well.
package dump

import (
	"os"
	"runtime"
	"syscall"
)

// OnBreak has this process print its goroutines and end when its parent asks for that with
// CTRL_BREAK: there is no SIGQUIT, and the Go runtime ends without a word. The system calls
// on a thread of its own, so that the runtime still finds out when all goroutines are asleep.
func OnBreak() {
	const ctrlBreak, handled = 1, 1
	handler := syscall.NewCallback(func(event uintptr) uintptr {
		if event != ctrlBreak {
			return 0
		}
		stacks := make([]byte, 4<<20)
		_, _ = os.Stderr.Write(stacks[:runtime.Stack(stacks, true)])
		os.Exit(2)
		return handled
	})
	_, _, _ = syscall.NewLazyDLL("kernel32.dll").NewProc("SetConsoleCtrlHandler").Call(handler, 1)
}

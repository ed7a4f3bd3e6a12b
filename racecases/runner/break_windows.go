package main

import (
	"os"
	"runtime"
	"syscall"
)

// dumpOnBreak has this process print its goroutines and end when its parent asks for that:
// there is no SIGQUIT. The system does so on a thread of its own, so that the Go runtime
// still finds out when all goroutines are asleep.
func dumpOnBreak() {
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

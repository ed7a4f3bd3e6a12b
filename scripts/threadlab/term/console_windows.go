package term

import (
	"os"

	"golang.org/x/sys/windows"
)

// drawsColours asks a console to obey escape sequences, which the older ones of Windows
// print as they stand unless a program asks for more, and reports whether it does.
func drawsColours(console *os.File) bool {
	var mode uint32
	handle := windows.Handle(console.Fd())
	if windows.GetConsoleMode(handle, &mode) != nil {
		return false
	}
	return windows.SetConsoleMode(handle, mode|windows.ENABLE_PROCESSED_OUTPUT|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}

//go:build !windows

package term

import "os"

// drawsColours reports true: what a terminal can do is in $TERM.
func drawsColours(*os.File) bool { return true }

//go:build !race

package testmain

import "os"

const raceBuild = false

// Exit ends the process with a status.
func Exit(status int) { os.Exit(status) }

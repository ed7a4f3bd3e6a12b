//go:build race

package testmain

import "syscall"

const raceBuild = true

// exit ends the process without the runtime's end of the race detector. What that has
// found until now the tests have failed by.
func exit(status int) { syscall.Exit(status) }

//go:build race

package testmain

import "syscall"

const raceBuild = true

// Exit ends the process with a status, and without the second in which the race detector
// waits for what goroutines that are left may yet do (atexit_sleep_ms of GORACE): what it
// has found until now the tests have failed by.
func Exit(status int) { syscall.Exit(status) }

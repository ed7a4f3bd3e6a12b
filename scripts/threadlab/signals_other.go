//go:build !unix

package main

import (
	"os"
	"syscall"
)

// ends are the signals that ask the command to end.
func ends() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// watchOutput does nothing: no signal ends a process that writes into a closed pipe.
func watchOutput(func()) (closed func() bool) { return func() bool { return false } }

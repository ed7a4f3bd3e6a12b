//go:build unix && !linux

package proc

import "syscall"

// endWithParent does nothing: there is no parent-death signal here, and a child that
// hangs outlives a parent that was itself killed by SIGKILL.
func endWithParent(*syscall.SysProcAttr) {}

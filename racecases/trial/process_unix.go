//go:build unix && !linux

package trial

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a child into a process group of its own, so that Ctrl-C reaches
// only its parent. There is no parent-death signal here: a child that hangs
// outlives a parent that was itself killed by SIGKILL.
func ownGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
}

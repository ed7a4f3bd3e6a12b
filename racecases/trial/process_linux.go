package trial

import (
	"os/exec"
	"syscall"
)

// ownGroup puts a child into a process group of its own, so that Ctrl-C reaches
// only its parent, and has the kernel kill it when its parent is killed.
func ownGroup(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

package proc

import "syscall"

// endWithParent has the kernel kill a child when its parent is killed.
func endWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGKILL }

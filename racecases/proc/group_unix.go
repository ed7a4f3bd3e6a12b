//go:build unix

package proc

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// BindChildren does nothing: a child is bound when it is started, where the kernel can do
// that.
func BindChildren() {}

// ownGroup makes a child the leader of a process group.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	endWithParent(cmd.SysProcAttr)
}

// kill ends a child and everything in its group.
func kill(cmd *exec.Cmd) error {
	err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

// dump asks a Go program to print its goroutines and end. It may have ended already,
// which is as good.
func dump(cmd *exec.Cmd) { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGQUIT) }

func exitStatus(p *os.ProcessState) int {
	if w, ok := p.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal())
	}
	return p.ExitCode()
}

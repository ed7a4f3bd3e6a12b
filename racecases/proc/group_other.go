//go:build !unix && !windows

package proc

import (
	"os"
	"os/exec"
)

// BindChildren does nothing: there are no children.
func BindChildren() {}

// ownGroup does nothing: there are no process groups.
func ownGroup(*exec.Cmd) {}

// kill ends a child; what it has started stays.
func kill(cmd *exec.Cmd) error { return cmd.Process.Kill() }

// dump does nothing: no signal asks for a dump, and the kill follows.
func dump(*exec.Cmd) {}

func exitStatus(p *os.ProcessState) int { return p.ExitCode() }

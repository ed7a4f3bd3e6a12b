package proc

import (
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// BindChildren has the system end all children of this process, and theirs, when this
// process ends, however it does. It is called once, before the first child. A job that this
// process is in already may not allow it: then children may outlive it, as on other systems.
func BindChildren() {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{LimitFlags: windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE},
	}
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		// The handle stays open: it is closed with the process, and that ends the job.
		_ = windows.AssignProcessToJobObject(job, windows.CurrentProcess())
	}
}

// ownGroup makes a child the leader of a process group, which Ctrl-C does not reach.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: windows.CREATE_NEW_PROCESS_GROUP}
}

// kill ends a child and what it has started, innermost last: a process that is gone starts
// no other.
func kill(cmd *exec.Cmd) error {
	err := cmd.Process.Kill()
	for _, pid := range descendants(uint32(cmd.Process.Pid)) {
		process, failed := windows.OpenProcess(windows.PROCESS_TERMINATE, false, pid)
		if failed != nil {
			continue // it has ended
		}
		_ = windows.TerminateProcess(process, 1)
		_ = windows.CloseHandle(process)
	}
	return err
}

// descendants returns the processes below one, from the outermost on. What of them has
// ended already hides what it had started.
func descendants(pid uint32) []uint32 {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil
	}
	defer windows.CloseHandle(snapshot)
	children := map[uint32][]uint32{}
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		children[entry.ParentProcessID] = append(children[entry.ParentProcessID], entry.ProcessID)
	}
	below := children[pid]
	for i := 0; i < len(below); i++ {
		below = append(below, children[below[i]]...)
	}
	return below
}

// dump asks a program for its goroutines. The runner prints them, and so do tests that
// package usertests has built; any other Go program ends without.
func dump(cmd *exec.Cmd) {
	_ = windows.GenerateConsoleCtrlEvent(windows.CTRL_BREAK_EVENT, uint32(cmd.Process.Pid))
}

func exitStatus(p *os.ProcessState) int { return p.ExitCode() }

//go:build unix

package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// ends are the signals that ask the command to end.
func ends() []os.Signal {
	ends := []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) { // as it is under nohup
		ends = append(ends, syscall.SIGHUP)
	}
	return ends
}

// watchOutput keeps a process alive, to tidy up, that writes into a pipe which is not read any more, and calls lost once if
// that pipe is its standard output. closed ends the watch, and reports whether it is.
func watchOutput(lost func()) (closed func() bool) {
	pipes := make(chan os.Signal, 1)
	signal.Notify(pipes, syscall.SIGPIPE)
	seen := make(chan bool)
	go func() {
		gone := false
		for range pipes {
			if !gone && isUnread(os.Stdout) {
				gone = true
				lost()
			}
		}
		seen <- gone
	}()
	return func() bool {
		signal.Stop(pipes)
		close(pipes)
		return <-seen
	}
}

// isUnread reports whether a file is a pipe that has no reader.
func isUnread(file *os.File) bool {
	fds := []unix.PollFd{{Fd: int32(file.Fd()), Events: unix.POLLOUT}}
	_, err := unix.Poll(fds, 0)
	return err == nil && fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0
}

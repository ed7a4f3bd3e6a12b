//go:build unix

package refused

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func sockets() {
	unix.Connect(0, new(unix.SockaddrInet4))
	syscall.Connect(0, new(syscall.SockaddrInet4))
	later := unix.Pipe
	n, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)
	later(make([]int, n))
}

var _ = sockets

//go:build unix

package model

import "syscall"

// SyscallSocket is syscall.Socket of a user that may not have raw sockets, which tests ask for
// before they use them. Any other ends the exploration.
func SyscallSocket(_, kind, _ int) (int, error) {
	if kind == syscall.SOCK_RAW {
		return -1, syscall.EPERM
	}
	return -1, Refused("syscall.Socket", syscall.EINVAL)
}

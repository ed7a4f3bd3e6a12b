package proc

import (
	"fmt"
	"syscall"
)

// leastAddressSpace is what this process and a go command with its compilers need, in bytes. With less
// than that they end somewhere in their runtime, with pages of registers.
const leastAddressSpace = 2_000_000_000

// CheckLimits returns what keeps Go programs from running here; nil: nothing does.
func CheckLimits() error {
	var space syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_AS, &space); err != nil || space.Cur >= leastAddressSpace {
		return nil // what cannot be asked for is no limit
	}
	return fmt.Errorf("%d MB of address space are too few for Go and its compilers: raise ulimit -v to %d, or to unlimited",
		space.Cur/1e6, leastAddressSpace/1000)
}

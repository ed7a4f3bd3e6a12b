//go:build go1.26 && !go1.28

package goid

// descriptor is the beginning of the runtime's type g, up to the number.
type descriptor struct {
	stack, stackGuards     [2]uintptr
	panics, defers, thread uintptr
	sched                  [6]uintptr // a gobuf
	syscall                [3]uintptr
	stackTop, param        uintptr
	status, stackLock      uint32
	number                 uint64
}

// current returns the descriptor of the calling goroutine.
func current() *descriptor

// Get returns the number of the calling goroutine, the one that [runtime.Stack] prints.
func Get() int64 { return int64(current().number) }

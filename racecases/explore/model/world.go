package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// rang orders who receives from the channel of a timer behind who has armed it. What
// is in it was put there in nobody's turn.
func (w *world) rang(channel unsafe.Pointer) {
	for _, a := range w.alarms {
		if *(*unsafe.Pointer)(unsafe.Pointer(&a.c)) == channel {
			race.Acquire(unsafe.Pointer(a))
		}
	}
}

func (w *world) isClosed(channel unsafe.Pointer) bool {
	for _, c := range w.closed {
		if c == channel {
			return true
		}
	}
	return false
}

func (w *world) close(channel unsafe.Pointer) { w.closed = append(w.closed, channel) }

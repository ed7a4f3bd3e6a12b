package primitives

import "time"

// A BarrierOption is an argument of [NewBarrier].
type BarrierOption func(*Barrier)

// WithAction has the last of the parties run f before anybody is let through: see [Barrier]. A nil f does nothing. Python:
// threading.Barrier(n, action=f).
func WithAction(f func() error) BarrierOption { return func(b *Barrier) { b.action = f } }

// WithTimeout bounds every Wait that names no limit of its own; with a d of zero or less only the last party passes, and any
// other breaks the barrier at once. Python: threading.Barrier(n, timeout=d).
func WithTimeout(d time.Duration) BarrierOption {
	return func(b *Barrier) { b.limit = within(d) }
}

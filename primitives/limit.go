package primitives

import (
	"context"
	"time"
)

// A limit says how long a wait may last. The zero value is for ever; it has a time or a context, not both.
type limit struct {
	d     time.Duration // from the moment the goroutine begins to wait; only if timed
	timed bool
	ctx   context.Context
}

// within is the limit of a timeout.
func within(d time.Duration) limit { return limit{d: d, timed: true} }

// until is the limit of a context.
func until(ctx context.Context) limit { return limit{ctx: ctx} }

func (l limit) bounded() bool { return l.timed || l.ctx != nil }

// over reports whether there is no use in beginning to wait.
func (l limit) over() bool {
	if l.ctx != nil {
		return l.ctx.Err() != nil
	}
	return l.timed && l.d <= 0
}

// arm has f called on a goroutine of its own when the limit passes, which is counted from now.
func (l limit) arm(f func()) alarm {
	if l.ctx != nil {
		return alarm{cancel: context.AfterFunc(l.ctx, f)}
	}
	return alarm{timer: time.AfterFunc(l.d, f)}
}

// An alarm is a limit that is being kept. The zero value is none.
type alarm struct {
	timer  *time.Timer
	cancel func() bool
}

func (a alarm) armed() bool { return a.timer != nil || a.cancel != nil }

// disarm reports whether what the alarm was to call will now never be called.
func (a alarm) disarm() bool {
	switch {
	case a.timer != nil:
		return a.timer.Stop()
	case a.cancel != nil:
		return a.cancel()
	}
	return true
}

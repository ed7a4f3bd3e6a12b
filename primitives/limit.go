package primitives

import (
	"context"
	"time"
)

// A limit bounds a wait by a time or by a context, not both. The zero value is no bound.
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

// over reports whether the limit has passed before the wait begins.
func (l limit) over() bool {
	if l.ctx != nil {
		return l.ctx.Err() != nil
	}
	return l.timed && l.d <= 0
}

// countdown returns what is left of a limit that begins now, for a wait in several parts.
func (l limit) countdown() func() limit {
	if !l.timed {
		return func() limit { return l }
	}
	end := time.Now().Add(l.d)
	return func() limit { return within(time.Until(end)) }
}

// arm calls f, on a goroutine of its own, when the limit has passed. A time counts from now.
func (l limit) arm(f func()) alarm {
	if l.ctx != nil {
		return alarm{cancel: context.AfterFunc(l.ctx, f)}
	}
	return alarm{timer: time.AfterFunc(l.d, f)}
}

// An alarm is an armed limit. The zero value is not armed.
type alarm struct {
	timer  *time.Timer
	cancel func() bool
}

func (a alarm) armed() bool { return a.timer != nil || a.cancel != nil }

// disarm stops the alarm, and reports whether its function has not been called and will not be.
func (a alarm) disarm() bool {
	switch {
	case a.timer != nil:
		return a.timer.Stop()
	case a.cancel != nil:
		return a.cancel()
	}
	return true
}

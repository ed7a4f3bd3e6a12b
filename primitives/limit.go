package primitives

import (
	"context"
	"time"
)

// A limit says how long a wait may last. The zero value is for ever; at most one of its fields is set.
type limit struct {
	deadline time.Time
	ctx      context.Context
}

// within is the limit of a timeout that starts now.
func within(d time.Duration) limit { return limit{deadline: time.Now().Add(d)} }

// until is the limit of a context.
func until(ctx context.Context) limit { return limit{ctx: ctx} }

func (l limit) bounded() bool { return l.ctx != nil || !l.deadline.IsZero() }

// over reports whether the limit has passed.
func (l limit) over() bool {
	switch {
	case l.ctx != nil:
		return l.ctx.Err() != nil
	case !l.deadline.IsZero():
		return !time.Now().Before(l.deadline)
	}
	return false
}

// arm has f called on a goroutine of its own when the limit passes. The result disarms it and reports whether f will now
// never be called.
func (l limit) arm(f func()) (stop func() bool) {
	if l.ctx != nil {
		return context.AfterFunc(l.ctx, f)
	}
	return time.AfterFunc(time.Until(l.deadline), f).Stop
}

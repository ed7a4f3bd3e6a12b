package primitives

import (
	"context"
	"time"
)

// TryAcquire acquires the condition's lock for t if that needs no waiting, and reports whether it did. Python:
// condition.acquire(blocking=False). Cost: that of the lock.
func (c *Condition) TryAcquire(t *Thread) bool { return c.lock().tryFor(t) }

// AcquireTimeout acquires the condition's lock for t, waiting at most d, and reports whether it did. If d is zero or negative
// it does not wait. Python: condition.acquire(timeout=d). Cost: that of the lock; may park.
func (c *Condition) AcquireTimeout(t *Thread, d time.Duration) bool { return c.lock().timeoutFor(t, d) }

// AcquireContext acquires the condition's lock for t, waiting until ctx is done at most, and returns nil or ctx.Err().
// Cost: that of the lock; may park.
func (c *Condition) AcquireContext(ctx context.Context, t *Thread) error {
	return c.lock().contextFor(ctx, t)
}

// IsOwned reports whether t may wait and notify: over an [RLock], whether t holds it; over a [Lock], which has no owner,
// whether it is held. Python: condition._is_owned(). Cost: free, over a lock of this package.
func (c *Condition) IsOwned(t *Thread) bool { return c.lock().depthFor(t) > 0 }

func (l *Lock) tryFor(*Thread) bool { return l.TryAcquire() }

func (l *Lock) timeoutFor(t *Thread, d time.Duration) bool {
	return t.AcquireTimeout(l, d)
}

func (l *Lock) contextFor(ctx context.Context, t *Thread) error {
	return t.AcquireContext(ctx, l)
}

func (l *RLock) tryFor(t *Thread) bool { return l.TryAcquire(t) }

func (l *RLock) timeoutFor(t *Thread, d time.Duration) bool { return l.AcquireTimeout(t, d) }

func (l *RLock) contextFor(ctx context.Context, t *Thread) error { return l.AcquireContext(ctx, t) }

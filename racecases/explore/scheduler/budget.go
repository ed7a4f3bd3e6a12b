package scheduler

import "context"

// A budget is a context that says faster whether it has ended, which each schedule asks. The
// original is of the standard library: a race detector follows its calls and loads.
type budget struct {
	context.Context
	done <-chan struct{}
}

func newBudget(ctx context.Context) budget { return budget{ctx, ctx.Done()} }

// Done returns a channel that is closed when the context ends.
func (b budget) Done() <-chan struct{} { return b.done }

// Err returns nil until then.
func (b budget) Err() error {
	select {
	case <-b.done:
		return b.Context.Err()
	default:
		return nil
	}
}

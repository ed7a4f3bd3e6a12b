package campaign

import "context"

// Each hands each to the tests.
func Each(ctx context.Context, e *Engine, items []bool, do func(bool)) { each(ctx, e, items, do) }

// Sleep hands sleep to the tests.
func (e *Engine) Sleep(n int, f func(int)) { e.sleep(n, f) }

package model

import (
	"context"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// An End is the end of a context, for a step that also looks whether that has come: the context's
// own methods have points.
type End struct{ c *cancelCtx } // nil: it never comes

// EndOf returns that of a context, until Leave is called.
func EndOf(ctx context.Context) End {
	if ctx.Done() == nil {
		return End{}
	}
	return End{newCancelCtx(ctx)}
}

// Touches is what a step uses that looks at it.
func (e End) Touches() []scheduler.Touch {
	if e.c == nil {
		return nil
	}
	return []scheduler.Touch{looking(unsafe.Pointer(e.c))}
}

func (e End) err() error {
	if e.c == nil {
		return nil
	}
	return e.c.err
}

// Leave lets the context go, and returns its error if it has ended.
func (e End) Leave() error {
	err := e.err()
	if e.c != nil {
		e.c.cancel(context.Canceled, nil)
	}
	return err
}

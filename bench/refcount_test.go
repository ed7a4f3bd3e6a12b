package bench_test

import (
	"fmt"
	"testing"

	"threadlab/primitives"
)

// A refCount is a way of counting references that needs no GIL.
type refCount interface {
	Incr(t *primitives.Thread)
	Decr(t *primitives.Thread)
}

var refCounts = []struct {
	name string
	make func(owner *primitives.Thread) refCount
}{
	{"atomic", func(*primitives.Thread) refCount { return primitives.NewAtomicRefCount(nil) }},
	{"biased", func(t *primitives.Thread) refCount { return primitives.NewBiasedRefCount(t, nil) }},
}

// BenchmarkGILRefCount is the price of removing the GIL: one more reference and one less, on one object, by the
// thread that made it alone, by another thread alone, and by several, the owner among them.
// CPython counts references at nearly every step, and most objects are used by one thread only.
func BenchmarkGILRefCount(b *testing.B) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	owner := in.NewThread(nil)
	for _, by := range []string{"owner", "other"} {
		for _, c := range refCounts {
			b.Run(fmt.Sprintf("impl=%s/by=%s/threads=1", c.name, by), func(b *testing.B) {
				r, t := c.make(owner), owner
				if by == "other" {
					t = in.NewThread(nil)
				}
				for b.Loop() {
					r.Incr(t)
					r.Decr(t)
				}
			})
		}
	}
	for _, c := range refCounts {
		b.Run("impl="+c.name+"/by=all/threads=2", func(b *testing.B) { shareRefCount(b, 2, c.make) })
	}
}

// shareRefCount takes b.N turns on one object, together.
func shareRefCount(b *testing.B, threads int, newRefCount func(*primitives.Thread) refCount) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	users := make(chan *primitives.Thread, threads)
	owner := in.NewThread(nil)
	users <- owner
	for range threads - 1 {
		users <- in.NewThread(nil)
	}
	r := newRefCount(owner)
	contended(b, threads, func(turns int) {
		t := <-users
		for range turns {
			r.Incr(t)
			r.Decr(t)
		}
	})
}

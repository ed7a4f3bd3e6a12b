package bench_test

import (
	"context"
	"sync"
	"testing"

	"github.com/petermattis/goid"

	"threadlab/primitives"
)

// A contextKey is what a value of a context is found by.
type contextKey struct{}

// BenchmarkLocalDirect is a value that each thread has for itself, read and written: beside a value in a context, which is
// what Go code passes on, and a sync.Map by goroutine, which is what it does that wants a thread-local.
func BenchmarkLocalDirect(b *testing.B) {
	t := primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
	var ours primitives.Local[int]
	ours.Set(t, 1)
	ctx := context.WithValue(context.Background(), contextKey{}, 1)
	get := loop{"threadlab.Local", func(b *testing.B) {
		for b.Loop() {
			if v, ok := ours.Get(t); !ok || v != 1 {
				b.Fatal("the value is lost")
			}
		}
	}}
	direct(b, "get", get,
		loop{"context", func(b *testing.B) {
			for b.Loop() {
				if ctx.Value(contextKey{}).(int) != 1 {
					b.Fatal("the value is lost")
				}
			}
		}},
		loop{"sync.Map", func(b *testing.B) {
			var all sync.Map
			all.Store(goid.Get(), 1)
			for b.Loop() {
				if v, ok := all.Load(goid.Get()); !ok || v.(int) != 1 {
					b.Fatal("the value is lost")
				}
			}
		}},
		get.again())
	direct(b, "set",
		loop{"threadlab.Local", func(b *testing.B) {
			for b.Loop() {
				ours.Set(t, 1)
			}
		}})
}

package model

import "iter"

// IterPull is iter.Pull.
func IterPull[V any](seq iter.Seq[V]) (next func() (V, bool), stop func()) {
	both, stop := IterPull2(func(yield func(V, struct{}) bool) {
		seq(func(v V) bool { return yield(v, struct{}{}) })
	})
	return func() (V, bool) {
		v, _, ok := both()
		return v, ok
	}, stop
}

// IterPull2 is iter.Pull2. The sequence runs in a coroutine, never beside the goroutine that
// calls next or stop: its points are points of that.
func IterPull2[K, V any](seq iter.Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	resume, end := iter.Pull2(func(yield func(K, V) bool) {
		goOnHere()
		seq(func(k K, v V) bool {
			defer goOnHere()
			return yield(k, v)
		})
	})
	next = func() (K, V, bool) {
		defer goOnHere()
		return resume()
	}
	return next, func() {
		defer goOnHere()
		end()
	}
}

// goOnHere is a function because generic callers are compiled into the program's package.
func goOnHere() { here().GoOnHere() }

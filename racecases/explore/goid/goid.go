//go:build !wasm || !go1.26 || go1.28

package goid

import "github.com/petermattis/goid"

// Get returns the number of the calling goroutine, the one that [runtime.Stack] prints.
func Get() int64 { return goid.Get() }

// Package refused uses what is not modelled, a line each.
package refused

import (
	"context"
	"maps"
	"os"
	"sync/atomic"
	"time"
)

var (
	count   int
	started = time.Now()
	fixed   = 3
)

func f() (int, error) {
	var m atomic.Value
	count++
	_, stop := context.WithCancel(context.Background())
	stop()
	for range map[int]int{} {
	}
	_ = maps.Keys(map[int]int{})
	m.Load()
	f, err := os.Open("x")
	_, _ = f, started
	return fixed, err
}

var _ = f

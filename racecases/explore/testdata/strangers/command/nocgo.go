//go:build !cgo

package main

import "sync"

type tally struct {
	sync.Mutex
	total int
}

func (t *tally) add(n int) {
	t.Lock()
	before := t.total
	t.Unlock()
	t.Lock()
	t.total = before + n
	t.Unlock()
}

package main

/*
static int plus(int a, int b) { return a + b; }
*/
import "C"

import "sync"

type tally struct {
	sync.Mutex
	total int
}

// add loses what is added between its two steps.
func (t *tally) add(n int) {
	t.Lock()
	before := C.int(t.total)
	t.Unlock()
	after := C.plus(before, C.int(n))
	t.Lock()
	t.total = int(after)
	t.Unlock()
}

//go:build broken

package idiom

import (
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func casAba(*corpus.Run) string {
	var wg sync.WaitGroup
	next := []atomic.Uint32{{}, {}, {}, {}} // of each node; 0 is no node
	var top atomic.Uint64                   // the node on top of the free list
	swing := func(old uint64, node uint32) uint64 {
		return uint64(node)
	}
	push := func(node uint32) {
		for {
			old := top.Load()
			if next[node].Store(uint32(old)); top.CompareAndSwap(old, swing(old, node)) {
				return
			}
		}
	}
	pop := func(interrupted func()) uint32 {
		for {
			old := top.Load()
			node := uint32(old)
			after := next[node].Load()
			if interrupted(); top.CompareAndSwap(old, swing(old, after)) {
				return node
			}
		}
	}
	push(3)
	push(2)
	push(1)
	read, changed := make(chan struct{}), make(chan struct{})
	var mine uint32
	wg.Go(func() {
		mine = pop(sync.OnceFunc(func() { // has read that 2 comes after 1
			close(read)
			<-changed
		}))
	})
	<-read
	free := func() {}
	pop(free)
	theirs := pop(free)
	push(1)
	close(changed)
	wg.Wait()
	if theirs == mine || theirs == pop(free) {
		return "owned twice"
	}
	return "owned once"
}

//go:build !broken

package lock

import (
	"runtime"
	"sync"
	"sync/atomic"

	"threadlab/racecases/corpus"
)

func petersonForThree(r *corpus.Run) string {
	const threads, levels = 3, 2
	var at, last [threads]atomic.Int32 // where each thread is, 0 outside; of each level the last that came
	var inside, together atomic.Int32
	var running sync.WaitGroup
	patience := r.Times(1000)
	others := func(me, level int32) bool { // have come to this level
		for other := range int32(threads) {
			if other != me && at[other].Load() >= level {
				return true
			}
		}
		return false
	}
	enter := func(me int32) bool {
		for level := int32(1); level <= levels; level++ {
			at[me].Store(level)
			last[level].Store(me)
			for looks := 0; last[level].Load() == me && others(me, level); looks++ {
				if looks == patience {
					return false
				}
				runtime.Gosched()
			}
		}
		return true
	}
	visit := func(me int32) {
		if enter(me) {
			if inside.Add(1) > 1 {
				together.Add(1)
			}
			for range me { // the last one stays longest
				runtime.Gosched()
			}
			inside.Add(-1)
		}
		at[me].Store(0)
	}
	for range r.Times(1000) {
		for me := range int32(threads) {
			running.Go(func() { visit(me) })
		}
		running.Wait()
	}
	return r.Tally("times that two were in", int(together.Load()), 0)
}

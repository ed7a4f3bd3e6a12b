package bench_test

import (
	"runtime"
	"sync"
)

// A gathering is goroutines that are about to wait for something.
type gathering struct{ sync.WaitGroup }

func gather(n int) *gathering {
	g := new(gathering)
	g.Add(n)
	return g
}

// settle returns when all have said that they are about to wait and have most likely begun to: no peer can be asked.
// A goroutine that has not finds the event set, or the change made, and does not wait.
func (g *gathering) settle() {
	g.Wait()
	for range 100 {
		runtime.Gosched()
	}
}

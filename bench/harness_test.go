package bench_test

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"threadlab/bench"
	"threadlab/bench/peers"
)

// A section is what a holder does: it works, then lets others run as often as yields says, then blocks for a while;
// and what it does outside before it comes again.
type section struct {
	work, outside Turns
	yields        int
	block         time.Duration
}

func newSection(workNS int) section { return section{work: spin().For(time.Duration(workNS))} }

func (s section) hold() {
	s.work.Do()
	for range s.yields {
		runtime.Gosched()
	}
	if s.block > 0 {
		time.Sleep(s.block)
	}
}

// throughput takes b.N turns in the gate: one goroutine in a plain loop, several at once.
func throughput(b *testing.B, goroutines int, locker peers.Locker, s section) {
	if goroutines == 1 {
		for b.Loop() {
			locker.Acquire()
			s.hold()
			locker.Release()
			s.outside.Do()
		}
		return
	}
	contended(b, goroutines, func(turns int) {
		locker := peers.Own(locker)
		for range turns {
			locker.Acquire()
			s.hold()
			locker.Release()
			s.outside.Do()
		}
	})
}

// withControl adds the first of the peers once more, as the control.
func withControl[T any](all []peers.Peer[T]) []peers.Peer[T] {
	return append(slices.Clip(all), peers.Peer[T]{Name: all[0].Name + bench.ControlSuffix, New: all[0].New})
}

// A patient gate is acquired with a timeout that does not come.
type patient struct{ peers.TimedLocker }

func (p patient) Acquire() { p.AcquireTimeout(time.Hour) }

// A cancellable gate is acquired with a context that is not cancelled.
type cancellable struct {
	peers.ContextLocker
	ctx context.Context
}

func (c cancellable) Acquire() {
	if err := c.AcquireContext(c.ctx); err != nil {
		panic(err)
	}
}

// share is the i-th of n nearly equal parts of a whole.
func share(whole, n, i int) int {
	if i < whole%n {
		return whole/n + 1
	}
	return whole / n
}

// contended shares b.N turns out over n goroutines and times them from their common start to the end of the
// last: run gets the number of turns of one goroutine.
func contended(b *testing.B, n int, run func(turns int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		turns := share(b.N, n, i)
		ready.Add(1)
		done.Go(func() {
			ready.Done()
			<-start
			run(turns)
		})
	}
	ready.Wait()
	b.ResetTimer()
	close(start)
	done.Wait()
	b.StopTimer()
}

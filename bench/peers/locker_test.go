package peers_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/peers"
	"threadlab/primitives/testmain"
)

func TestMain(m *testing.M) { testmain.Run(m) }

// A lockerSet is peers of one kind and the number of places that each should have.
type lockerSet struct {
	name   string
	places int
	peers  []peers.Peer[peers.Locker]
}

func everyLocker() []lockerSet {
	all := []lockerSet{{"lock", 1, peers.Locks()}, {"rlock", 1, peers.RLocks()}}
	for _, places := range []int{1, 2, 8} {
		all = append(all, lockerSet{fmt.Sprintf("semaphore/places=%d", places), places, peers.Semaphores(places)})
	}
	return all
}

// worstCrowd has n goroutines go through the locker by every way it has, and returns the most that were ever
// inside at once.
func worstCrowd(locker peers.Locker, n, rounds int) int64 {
	var inside, most atomic.Int64
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			locker := peers.Own(locker)
			for i := range rounds {
				if !enter(locker, i) {
					continue
				}
				now := inside.Add(1)
				for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
				}
				runtime.Gosched() // let the others try to break in
				inside.Add(-1)
				locker.Release()
			}
		})
	}
	wg.Wait()
	return most.Load()
}

func enter(locker peers.Locker, i int) bool {
	timed, hasTimeout := locker.(peers.TimedLocker)
	contextual, hasContext := locker.(peers.ContextLocker)
	switch {
	case i%5 == 0:
		return locker.TryAcquire()
	case hasTimeout && i%5 == 1:
		return timed.AcquireTimeout(20 * time.Microsecond)
	case hasTimeout && i%5 == 2:
		return timed.AcquireTimeout(time.Hour)
	case hasContext && i%5 == 3:
		return contextual.AcquireContext(context.Background()) == nil
	}
	locker.Acquire()
	return true
}

// TestNeverTooMany: no peer lets in more than it has places for, by whatever way they come.
func TestNeverTooMany(t *testing.T) {
	for _, g := range everyLocker() {
		for _, p := range g.peers {
			t.Run(g.name+"/"+p.Name, func(t *testing.T) {
				assert.LessOrEqual(t, worstCrowd(p.New(), 2*g.places+4, 200), int64(g.places))
			})
		}
	}
}

// TestEveryPlaceCounts: a peer has all of its places, and one that was released can be had again.
func TestEveryPlaceCounts(t *testing.T) {
	for _, g := range everyLocker() {
		if g.name == "rlock" {
			continue // see TestReentrant
		}
		for _, p := range g.peers {
			t.Run(g.name+"/"+p.Name, func(t *testing.T) {
				locker := p.New()
				for range g.places {
					require.True(t, locker.TryAcquire())
				}
				require.False(t, locker.TryAcquire())
				if timed, ok := locker.(peers.TimedLocker); ok {
					require.False(t, timed.AcquireTimeout(time.Microsecond))
				}
				if contextual, ok := locker.(peers.ContextLocker); ok {
					ctx, cancel := context.WithCancel(t.Context())
					cancel()
					require.ErrorIs(t, contextual.AcquireContext(ctx), context.Canceled)
				}
				locker.Release()
				locker.Acquire()
				require.False(t, locker.TryAcquire())
			})
		}
	}
}

// elsewhere has another goroutine try a locker, which it holds for a moment only.
func elsewhere(locker peers.Locker) bool {
	got := make(chan bool)
	go func() {
		locker := peers.Own(locker)
		in := locker.TryAcquire()
		if in {
			locker.Release()
		}
		got <- in
	}()
	return <-got
}

// TestReentrant: the owner acquires again, and no other goroutine does until the owner has released as often.
func TestReentrant(t *testing.T) {
	for _, p := range peers.RLocks() {
		t.Run(p.Name, func(t *testing.T) {
			locker := p.New()
			mine := peers.Own(locker)
			mine.Acquire()
			mine.Acquire()
			require.True(t, mine.TryAcquire())
			for range 3 {
				require.False(t, elsewhere(locker))
				mine.Release()
			}
			require.True(t, elsewhere(locker))
		})
	}
}

// An openDoor excludes no caller.
type openDoor struct{}

func (openDoor) Acquire()         {}
func (openDoor) TryAcquire() bool { return true }
func (openDoor) Release()         {}

func TestWorstCrowdSeesAnOpenDoor(t *testing.T) {
	assert.Greater(t, worstCrowd(openDoor{}, 6, 200), int64(1))
}

func TestTimed(t *testing.T) {
	var names []string
	for _, p := range peers.Timed(peers.Locks()) {
		names = append(names, p.Name)
	}
	assert.Equal(t, []string{"threadlab.Lock", "chan", "semaphore.Weighted", "trylock.Mutex"}, names)
	assert.Len(t, peers.Contextual(peers.Locks()), 3)
	assert.Len(t, peers.Timed(peers.RLocks()), 1)
	assert.Len(t, peers.Timed(peers.Semaphores(2)), 5)
}

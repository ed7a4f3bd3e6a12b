package primitives_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A refCount is a way of counting references.
type refCount interface {
	Incr(t *primitives.Thread)
	Decr(t *primitives.Thread)
}

// A newRefCount makes one, with a reference of that thread.
type newRefCount func(t *primitives.Thread, final func()) refCount

var refCounts = []struct {
	name string
	make newRefCount
}{
	{"atomic", func(_ *primitives.Thread, final func()) refCount { return primitives.NewAtomicRefCount(final) }},
	{"biased", func(t *primitives.Thread, final func()) refCount { return primitives.NewBiasedRefCount(t, final) }},
}

var errEarly, errNever, errTwice = errors.New("finalised early"), errors.New("never finalised"), errors.New("finalised twice")

// checkRefCount has three threads count and uncount references, each also those of the others, in a random order on one goroutine.
// At the end, when there are none and each thread has come to a checkpoint, the finaliser must have been called once, and never
// before the last reference was given back.
func checkRefCount(make newRefCount, seed uint64) error {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	threads := []*primitives.Thread{in.NewThread(nil), in.NewThread(nil), in.NewThread(nil)}
	random := rand.New(rand.NewPCG(seed, 0))
	references, finals := 1, 0
	r := make(threads[0], func() { finals++ })
	for budget := 20; references > 0; budget-- {
		if finals > 0 {
			return errEarly
		}
		switch t := threads[random.IntN(3)]; {
		case random.IntN(4) == 0:
			t.Checkpoint()
		case budget > 0 && random.IntN(2) == 0:
			r.Incr(t)
			references++
		default:
			references--
			r.Decr(t)
		}
	}
	for _, t := range threads {
		t.Checkpoint()
	}
	switch finals {
	case 0:
		return errNever
	case 1:
		return nil
	}
	return errTwice
}

func TestRefCountConservation(t *testing.T) {
	for _, c := range refCounts {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(2000) {
				require.NoError(t, checkRefCount(c.make, seed), "seed %d", seed)
			}
		})
	}
}

// A flawed count is biased, with a mistake.
type flawed struct {
	owner         *primitives.Thread
	local, shared int
	final         func()
	mistake       error
}

func (f *flawed) Incr(t *primitives.Thread) { *f.count(t)++ }

func (f *flawed) Decr(t *primitives.Thread) {
	*f.count(t)--
	switch f.mistake {
	case errEarly: // the owner's count is taken for all of them
		if t == f.owner && f.local == 0 {
			f.final()
		}
	case errNever: // no thread merges the counts of another owner
		if t == f.owner && f.local+f.shared == 0 {
			f.final()
		}
	case errTwice: // every thread that sees zero finalises, and so does the owner
		if f.local+f.shared == 0 {
			f.final()
			f.final()
		}
	}
}

func (f *flawed) count(t *primitives.Thread) *int {
	if t == f.owner {
		return &f.local
	}
	return &f.shared
}

// The checker sees what it is there for.
func TestRefCountPlanted(t *testing.T) {
	for _, mistake := range []error{errEarly, errNever, errTwice} {
		t.Run(mistake.Error(), func(t *testing.T) {
			seen := 0
			for seed := range uint64(200) {
				if err := checkRefCount(func(t *primitives.Thread, final func()) refCount {
					return &flawed{owner: t, local: 1, final: final, mistake: mistake}
				}, seed); errors.Is(err, mistake) {
					seen++
				}
			}
			require.Positive(t, seen)
		})
	}
}

// Threads that really run at the same time: each counts many and gives back many, and the owner ends before, amid or after the
// others. What each thread did happens before the finaliser, which the race detector watches.
func TestRefCountConcurrent(t *testing.T) {
	const others, rounds = 3, 200
	for _, c := range refCounts {
		for _, ownersRounds := range []int{0, rounds / 2, 2 * rounds} {
			t.Run(fmt.Sprintf("%s/owner %d", c.name, ownersRounds), func(t *testing.T) {
				var finals atomic.Int64
				written := make([]int, others)
				in := primitives.NewInterpreter(primitives.WithoutGIL())
				var handed sync.WaitGroup
				handed.Add(1)
				var r refCount
				start(t, in.NewThread(func(th *primitives.Thread) error {
					r = c.make(th, func() {
						finals.Add(1)
						for _, n := range written {
							finals.Add(int64(n - rounds)) // nothing, if all is over
						}
					})
					for range others {
						r.Incr(th) // one for each of the others, in the owner's count
					}
					handed.Done()
					for range ownersRounds {
						r.Incr(th)
						th.Checkpoint()
						r.Decr(th)
					}
					r.Decr(th)
					return nil
				}))
				for i := range others {
					start(t, in.NewThread(func(th *primitives.Thread) error {
						handed.Wait()
						for range rounds {
							r.Incr(th)
							written[i]++
							r.Decr(th)
						}
						r.Decr(th)
						return nil
					}))
				}
				require.NoError(t, in.Shutdown(t.Context()))
				require.Equal(t, int64(1), finals.Load())
			})
		}
	}
}

// The last reference is given back by another thread: the owner learns of it at its next checkpoint, and if it has ended the
// other one finalises.
func TestBiasedRefCountMerge(t *testing.T) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	other := in.NewThread(nil)
	for _, c := range []struct {
		name  string
		merge func(owner *primitives.Thread)
	}{
		{"at a checkpoint", (*primitives.Thread).Checkpoint},
		{"at the end", (*primitives.Thread).Detach},
	} {
		t.Run(c.name, func(t *testing.T) {
			owner, finals := in.Attach(""), 0
			r := primitives.NewBiasedRefCount(owner, func() { finals++ })
			r.Decr(other)
			require.Zero(t, finals)
			c.merge(owner)
			require.Equal(t, 1, finals)
			owner.Detach()
		})
	}
	t.Run("after the end", func(t *testing.T) {
		owner, finals := in.Attach(""), 0
		r := primitives.NewBiasedRefCount(owner, func() { finals++ })
		owner.Detach()
		r.Decr(other)
		require.Equal(t, 1, finals)
	})
	t.Run("a finaliser that uses its thread's counts", func(t *testing.T) {
		owner, finals := in.Attach(""), 0
		inner := primitives.NewBiasedRefCount(owner, func() { finals++ })
		r := primitives.NewBiasedRefCount(owner, func() { inner.Decr(owner) })
		r.Decr(other)
		owner.Detach()
		require.Equal(t, 1, finals)
	})
}

// A Decr without a reference panics, and leaves the count as it was.
func TestRefCountMisuse(t *testing.T) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	owner := in.NewThread(nil)
	for _, c := range refCounts {
		t.Run(c.name, func(t *testing.T) {
			finals := 0
			r := c.make(owner, func() { finals++ })
			r.Decr(owner)
			for range 2 {
				requireMisuse(t, primitives.ErrValue, primitives.ErrRefCount, "reference given back too many times",
					func() { r.Decr(owner) })
			}
			require.Equal(t, 1, finals)
		})
	}
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called",
		func() { primitives.NewBiasedRefCount(nil, nil) })
	primitives.NewBiasedRefCount(owner, nil).Decr(owner)
	primitives.NewAtomicRefCount(nil).Decr(owner)
}

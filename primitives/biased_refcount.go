package primitives

import (
	"sync"
	"sync/atomic"
)

// A BiasedRefCount is the reference count of free-threaded CPython (PEP 703; J. Choi, T. Shull and J. Torrellas, 2018). Most
// objects are used by the thread that made them only, so there are two counts: the owner's, which it alone touches and changes
// by plain instructions, and one for all the others, which is atomic. The object lives while the sum is not zero.
//
// No thread knows the sum as long as there are two counts. A shared count below zero is no mistake: a thread may uncount what the
// owner counted. So the two are merged, once, into the shared one, and the owner becomes a thread like any other:
//
//   - when the owner's count comes to zero;
//   - at the owner's next [Thread.Checkpoint], when another thread would take the shared count below zero. That thread queues
//     its reference with the owner instead of subtracting it, since it may be the last. The finaliser can thus be called later
//     than the last Decr, and by the owner;
//   - by that other thread itself, if the owner has ended. The main thread has ended, in this sense, when its
//     interpreter is finalised: it then merges what was left to it since its last checkpoint.
//
// A count begins at one, by [NewBiasedRefCount]. At zero it calls its finaliser, once. The zero value is not usable, and a count must
// not be copied. Every Decr happens before the finaliser is called.
type BiasedRefCount struct {
	owner  atomic.Pointer[Thread] // nil once merged
	local  int64                  // the owner's; no other thread uses it before the owner has ended
	shared atomic.Int64           // refOne for each reference, and a state
	final  func()
}

// The states of the shared count.
const (
	refBiased = 0 // two counts
	refQueued = 1 // the count is in the owner's queue, to be merged, with one reference to uncount
	refMerged = 2 // the shared count only

	refStates = 3
	refOne    = 4
)

// NewBiasedRefCount counts one reference, that of t, its owner. A nil final does nothing. It panics with [ErrNoThread] if t is
// nil.
func NewBiasedRefCount(t *Thread, final func()) *BiasedRefCount {
	if t == nil {
		panic(ErrNoThread)
	}
	r := &BiasedRefCount{local: 1, final: final}
	r.owner.Store(t)
	return r
}

// Incr counts another reference. The caller, t, has one already. Cost: free for the owner, else an atomic addition.
func (r *BiasedRefCount) Incr(t *Thread) {
	if r.owner.Load() == t && t != nil {
		r.local++
		return
	}
	r.shared.Add(refOne)
}

// Decr uncounts a reference, which any thread may have counted. It panics with [ErrRefCount] if there is none, once the counts
// are merged: before, it cannot know. Cost: free for the owner, else a CAS.
func (r *BiasedRefCount) Decr(t *Thread) {
	if r.owner.Load() != t || t == nil {
		r.decrShared()
		return
	}
	r.local--
	if r.local == 0 {
		r.merge(0)
	}
}

func (r *BiasedRefCount) decrShared() {
	for {
		old := r.shared.Load()
		if old == refBiased {
			if r.shared.CompareAndSwap(old, refQueued) {
				r.leaveToOwner()
				return
			}
			continue
		}
		if old&refStates == refMerged && old < refOne {
			panic(ErrRefCount)
		}
		if r.shared.CompareAndSwap(old, old-refOne) {
			if old-refOne == refMerged {
				r.finalise()
			}
			return
		}
	}
}

// leaveToOwner queues the reference with the owner, which uncounts it.
func (r *BiasedRefCount) leaveToOwner() {
	switch owner := r.owner.Load(); {
	case owner == nil: // the owner has merged meanwhile
		r.decrShared()
	case !owner.refs.push(r):
		r.merge(-1)
	default:
		owner.breaker.Or(mergeRequest)
	}
}

// merge makes the two counts one and adds n to it. Its caller is the owner, or, once that has ended, the one thread that could
// not queue its reference. A second merge only adds.
func (r *BiasedRefCount) merge(n int64) {
	n += r.local
	r.local = 0
	r.owner.Store(nil)
	for {
		old := r.shared.Load()
		merged := old&^refStates + n*refOne | refMerged
		if r.shared.CompareAndSwap(old, merged) {
			if merged == refMerged {
				r.finalise()
			}
			return
		}
	}
}

func (r *BiasedRefCount) finalise() {
	if r.final != nil {
		r.final()
	}
}

// A refQueue holds the counts that other threads have queued for a thread to merge.
type refQueue struct {
	mu     sync.Mutex
	counts []*BiasedRefCount
	closed bool // the thread has ended: others merge its counts
}

func (q *refQueue) push(r *BiasedRefCount) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.closed {
		q.counts = append(q.counts, r)
	}
	return !q.closed
}

// take empties the queue. If the thread is ending it closes an empty one.
func (q *refQueue) take(ending bool) []*BiasedRefCount {
	q.mu.Lock()
	defer q.mu.Unlock()
	counts := q.counts
	q.counts, q.closed = nil, q.closed || ending && len(counts) == 0
	return counts
}

// mergeRefs merges the counts in t's queue, and those queued meanwhile: finalisers may use counts of t.
func (t *Thread) mergeRefs(ending bool) {
	t.breaker.And(^uint32(mergeRequest))
	for counts := t.refs.take(ending); len(counts) > 0; counts = t.refs.take(ending) {
		for _, r := range counts {
			r.merge(-1)
		}
	}
}

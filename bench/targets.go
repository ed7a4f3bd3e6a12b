package bench

// A Target is a promise about one cell: ours takes at most Most times as long as the peer's, both medians of the
// same run. Without a peer, Most is an upper bound in the metric's own unit.
type Target struct {
	Suite string // whose figures tell
	Cell  string // the benchmark's name without its implementation: "Lock/goroutines=16/work_ns=100"
	Ours  string // the value of impl
	Peer  string
	Unit  string // of the metric; empty: time per operation
	Most  float64
	Says  string // the promise in words
}

// Targets returns every promise, in the order of the suites.
func Targets() []Target {
	const (
		lock, mutex, weighted = "threadlab.Lock", "sync.Mutex", "semaphore.Weighted"
		semaphore, condition  = "threadlab.Semaphore", "threadlab.Condition"
		barrier               = "threadlab.Barrier"
	)
	return []Target{
		{Suite: "lock", Cell: "LockDirect/op=plain", Ours: lock, Peer: mutex, Most: 1.15, Says: "uncontended, near sync.Mutex"},
		{Suite: "lock", Cell: "LockDirect/op=try", Ours: lock, Peer: mutex, Most: 1.1, Says: "TryAcquire, near sync.Mutex"},
		{Suite: "lock", Cell: "LockDirect/op=timeout", Ours: lock, Peer: "chan.timer", Most: 1. / 40, Says: "with a timeout, 40 times faster than a channel and a timer"},
		{Suite: "lock", Cell: "LockDirect/op=context", Ours: lock, Peer: weighted, Most: 1 / 2.5, Says: "with a context, 2.5 times faster than x/sync"},
		{Suite: "lock", Cell: "Lock/goroutines=16/work_ns=100", Ours: lock, Peer: mutex, Most: 0.9, Says: "16 goroutines, faster than sync.Mutex"},
		{Suite: "lock", Cell: "Lock/goroutines=64/work_ns=100", Ours: lock, Peer: mutex, Most: 0.9, Says: "64 goroutines, faster than sync.Mutex"},
		{Suite: "lock", Cell: "Lock/goroutines=16/work_ns=100", Ours: lock, Peer: "chan", Most: 1 / 1.8, Says: "16 goroutines, 1.8 times faster than a channel"},
		{Suite: "lock", Cell: "Lock/goroutines=16/work_ns=100", Ours: lock, Peer: weighted, Most: 1. / 4, Says: "16 goroutines, 4 times faster than x/sync"},
		{Suite: "lock", Cell: "LockWait/goroutines=64/work_ns=1000", Ours: lock, Unit: "p999-wait-sec", Most: 1.5e-3, Says: "64 goroutines holding for 1 µs: p99.9 of the wait at most 1.5 ms"},
		{Suite: "rlock", Cell: "RLockDirect/op=outer", Ours: "threadlab.RLock", Peer: mutex, Most: 1.25, Says: "uncontended, near sync.Mutex"},
		{Suite: "semaphore", Cell: "SemaphoreDirect/op=plain", Ours: semaphore, Peer: weighted, Most: 1. / 2, Says: "uncontended, twice as fast as x/sync"},
		{Suite: "semaphore", Cell: "SemaphoreDirect/op=plain", Ours: "threadlab.BoundedSemaphore", Peer: semaphore, Most: 1.4, Says: "the bound costs at most 40 %"},
		{Suite: "semaphore", Cell: "SemaphoreDirect/op=timeout", Ours: semaphore, Peer: "chan.timer", Most: 1. / 40, Says: "with a timeout, 40 times faster than a channel and a timer"},
		{Suite: "semaphore", Cell: "Semaphore/slots=1/goroutines=16/work_ns=100/yields=0", Ours: semaphore, Peer: "chan", Most: 1 / 1.9, Says: "contended, 1.9 times faster than a channel"},
		{Suite: "semaphore", Cell: "Semaphore/slots=1/goroutines=16/work_ns=100/yields=0", Ours: semaphore, Peer: weighted, Most: 1. / 4, Says: "contended, 4 times faster than x/sync"},
		{Suite: "semaphore", Cell: "Semaphore/slots=8/goroutines=16/work_ns=0/yields=0", Ours: semaphore, Peer: "chan", Most: 1 / 1.3, Says: "8 slots, 1.3 times faster than a channel"},
		{Suite: "semaphore", Cell: "Semaphore/slots=8/goroutines=16/work_ns=0/yields=0", Ours: semaphore, Peer: weighted, Most: 1. / 14, Says: "8 slots, 14 times faster than x/sync"},
		{Suite: "event", Cell: "EventDirect/op=wait_after_set", Ours: "threadlab.Event", Peer: "atomic.Bool", Most: 1.15, Says: "a wait after set is one load"},
		{Suite: "event", Cell: "EventDirect/op=wait_after_set", Ours: "threadlab.Event", Peer: "chan", Most: 1. / 5, Says: "5 times faster than a closed channel"},
		{Suite: "event", Cell: "EventDirect/op=wait_timeout_after_set", Ours: "threadlab.Event", Peer: "chan.timer", Most: 1. / 100, Says: "with a timeout, 100 times faster than a channel and a timer"},
		{Suite: "condition", Cell: "ConditionPingPong", Ours: condition, Peer: "sync.Cond", Most: 1.15, Says: "near sync.Cond"},
		{Suite: "condition", Cell: "ConditionPingPongTimed", Ours: condition, Peer: "chan.timer", Most: 1 / 1.5, Says: "with a timeout, 1.5 times faster than a channel and a timer"},
		{Suite: "barrier", Cell: "Barrier/parties=2", Ours: barrier, Peer: "sync.Cond", Most: 1 / 1.5, Says: "2 parties, 1.5 times faster than mutex and condition"},
		{Suite: "barrier", Cell: "Barrier/parties=8", Ours: barrier, Peer: "sync.Cond", Most: 1 / 1.2, Says: "8 parties, 1.2 times faster than mutex and condition"},
		{Suite: "barrier", Cell: "Barrier/parties=64", Ours: barrier, Peer: "sync.Cond", Most: 1, Says: "64 parties, as fast as mutex and condition"},
	}
}

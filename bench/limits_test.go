package bench_test

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"threadlab/bench"
)

// BenchmarkLimits is what the machine and the runtime take for the steps that every primitive is made of. Nothing built
// of them is faster, so they are the floor under the other figures.
func BenchmarkLimits(b *testing.B) {
	const machine = "machine"
	step := func(op string, run func(b *testing.B)) { direct(b, op, loop{machine, run}) }
	step("load", load)
	step("store", store)
	step("fetch_add", fetchAdd)
	step("count_pair", countPair)
	direct(b, "cas_pair", loop{machine, casPair}, loop{machine + bench.ControlSuffix, casPair})
	step("fetch_add_by_two", func(b *testing.B) {
		var word atomic.Uint64
		contended(b, 2, func(turns int) {
			for range turns {
				word.Add(1)
			}
		})
	})
	step("cross_core_handoff", crossCore)
	step("chan_handoff", chanHandOff)
	step("goroutine_switch", goroutineSwitch)
	step("pool_get_put", pool)
	step("afterfunc_stop", func(b *testing.B) {
		for b.Loop() {
			time.AfterFunc(time.Hour, func() {}).Stop()
		}
	})
	step("clock", func(b *testing.B) {
		for b.Loop() {
			time.Now()
		}
	})
}

func load(b *testing.B) {
	var word atomic.Uint64
	for range eights(b) {
		word.Load()
		word.Load()
		word.Load()
		word.Load()
		word.Load()
		word.Load()
		word.Load()
		word.Load()
	}
}

func store(b *testing.B) {
	var word atomic.Uint64
	for b.Loop() {
		word.Store(1)
	}
}

func fetchAdd(b *testing.B) {
	var word atomic.Uint64
	for b.Loop() {
		word.Add(1)
	}
}

// countPair is a plain count in memory that two calls take up and down after a look at an owner, as a lock that is entered once more
// does: the second call reads what the first has just written.
func countPair(b *testing.B) {
	var n counter
	for b.Loop() {
		n.up()
		n.down()
	}
}

type counter struct {
	owner atomic.Uint64
	n     int
}

//go:noinline
func (c *counter) up() {
	c.mustBeOwned()
	c.n++
}

//go:noinline
func (c *counter) down() {
	c.mustBeOwned()
	c.n--
}

func (c *counter) mustBeOwned() {
	if c.owner.Load() != 0 {
		panic("another owner")
	}
}

// crossCore is a word that two goroutines change in turns, each on a processor of its own, which looks until it is its
// turn. With one processor they cannot, and take turns on it.
func crossCore(b *testing.B) {
	var word atomic.Uint64
	var who atomic.Uint64
	alone := runtime.GOMAXPROCS(0) == 1
	contended(b, 2, func(int) {
		me := who.Add(1) - 1
		for range b.N / 2 {
			for looked := 1; word.Load()&1 != me; looked++ {
				if alone || looked%1000 == 0 { // both on one core would wait for ever
					runtime.Gosched()
				}
			}
			word.Add(1)
		}
	})
}

// goroutineSwitch is two goroutines that let each other run, on one processor: two would take the queue of the goroutines that yield
// from each other, which takes three times as long where they are far apart.
func goroutineSwitch(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	contended(b, 2, func(turns int) {
		for range turns {
			runtime.Gosched()
		}
	})
}

// chanHandOff is a ball that two goroutines pass to and fro.
func chanHandOff(b *testing.B) {
	balls := [2]chan struct{}{make(chan struct{}), make(chan struct{})}
	var who atomic.Uint64
	contended(b, 2, func(int) {
		me := who.Add(1) - 1
		for range b.N / 2 {
			if me == 0 {
				balls[0] <- struct{}{}
				<-balls[1]
			} else {
				<-balls[0]
				balls[1] <- struct{}{}
			}
		}
	})
}

func pool(b *testing.B) {
	p := sync.Pool{New: func() any { return new(int) }}
	for b.Loop() {
		p.Put(p.Get())
	}
}

package main

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// kinds has one operation or access of each kind, alone in its row: a goroutine can be
// delayed at it, and nowhere else in the row.
var kinds = map[string]func(){
	"send":                  func() { room <- 1 },
	"receive":               func() { <-full },
	"receive of two values": func() { _, _ = <-full },
	"close":                 func() { close(make(chan int)) },
	"len":                   func() { _ = len(full) },
	"range over a channel": func() {
		for range full {
			break
		}
	},
	"select with a receive": func() {
		select {
		case <-full:
		default:
		}
	},
	"select with a send": func() {
		select {
		case room <- 1:
		default:
		}
	},
	"select with nothing": func() {
		select {
		default:
		}
	},
	"empty loop": func() {
		for i := 0; i < 1; i++ {
		}
	},
	"sync.Mutex":                    func() { var mu sync.Mutex; mu.Lock() },
	"sync.Mutex.TryLock":            func() { var mu sync.Mutex; mu.TryLock() },
	"sync.RWMutex":                  func() { var mu sync.RWMutex; mu.RLock() },
	"sync.WaitGroup":                func() { var wg sync.WaitGroup; wg.Wait() },
	"sync.Once":                     func() { var once sync.Once; once.Do(func() {}) },
	"sync.Map":                      func() { var m sync.Map; m.Store(1, 1) },
	"sync.Pool":                     func() { var p sync.Pool; p.Get() },
	"atomic function":               func() { var n int32; atomic.AddInt32(&n, 1) },
	"atomic method":                 func() { var n atomic.Int32; n.Load() },
	"atomic pointer":                func() { var p atomic.Pointer[int]; p.Load() },
	"time.Sleep":                    func() { time.Sleep(1) },
	"runtime.Gosched":               func() { runtime.Gosched() },
	"context":                       func() { c, cancel := context.WithCancel(context.Background()); cancel(); _ = c },
	"read of a variable":            func() { use(shared) },
	"read of a field":               func() { use(pair.first) },
	"read of what a method changes": func() { use(tally.n) },
	"read of a call's field":        func() { use(pointer().first) },
	"read through a pointer":        func() { use(*place) },
	"read of an element":            func() { use(list[0]) },
	"read of a map":                 func() { use(table[0]) },
	"read of a map's length":        func() { use(len(table)) },
	"write of a constant":           func() { shared = 1 },
	"write of a value":              func() { shared = use(1) },
	"write of a field":              func() { pair.first = use(1) },
	"write through a pointer":       func() { *place = use(1) },
	"write of an element":           func() { list[0] = use(1) },
	"write of a map":                func() { table[0] = use(1) },
	"write of append":               func() { list = append([]int{}, 1) },
	"delete of a map":               func() { delete(table, 0) },
	"clear of a map":                func() { clear(table) },
	"copy to a slice":               func() { copy(list, fixed) },
	"copy from a slice":             func() { copy(make([]int, 1), list) },
	"range into a variable": func() {
		for shared = range 1 {
		}
	},
	"range over a slice": func() {
		for range list {
		}
	},
	"range over a map": func() {
		for range table {
		}
	},
	"read in a composite": func() { _ = []int{shared} },
	"read in a return":    func() { _ = func() int { return shared }() },
	"read in a condition": func() {
		if shared > 7 {
			return
		}
	},
	"read in a switch": func() {
		switch shared {
		case 7:
			return
		}
	},
	"read of an array's element":   func() { use(array[0]) },
	"write of an array's element":  func() { array[0] = use(1) },
	"read of a string":             func() { _ = word + "s" },
	"write of an interface":        func() { whatever = use(1) },
	"write of two values":          func() { shared, array[0] = use(1), use(2) },
	"write of a call's two values": func() { shared, array[0] = two() },
	"read of a function":           func() { function() },
	"compound of a field":          func() { pair.first += use(1) },
	"++ of a map's element":        func() { table[0]++ },
	"++ of a pointer":              func() { *place++ },
	"++":                           func() { shared++ },
	"+=":                           func() { shared += use(1) },
	"++ of an element":             func() { list[0]++ },
}

var (
	room     = make(chan int, 100)
	full     = filled()
	shared   = use(1)
	pair     = pointer()
	tally    counter
	place    = &shared
	fixed    = []int{1}
	array    [2]int
	word     = "a"
	whatever any
	function = func() {}
	list     = make([]int, 1)
	table    = map[int]int{}
)

// assigned makes variables of those that nothing else assigns to.
func assigned() { word, function = "b", func() {}; tally.add() }

type counter struct{ n int }

func (c *counter) add() { c.n++ }

type numbers struct{ first, second int }

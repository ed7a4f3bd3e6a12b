// Command forms writes every construct that is instrumented in as many forms as
// there are, and prints what they yield.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type named chan int

// model has the name of a package that new text calls.
var model = named(nil)

type box struct {
	mu sync.Mutex
	c  chan error
	n  int
}

func (b *box) add(n int, done *sync.WaitGroup) {
	defer done.Done()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n += n
}

func generic[T any](c chan T, v T) { c <- v }

// through sends and receives by a type of which only the core is known.
func through[C ~chan E, E any](c C, v E) E {
	c <- v
	select {
	case c <- <-c:
	}
	for v := range c {
		return v
	}
	return v
}

// tally reads and writes the elements of types of which only the core is known.
func tally[S ~[]E, M ~map[E]int, E comparable](s S, m M) int {
	s[0], s[1] = s[1], s[0]
	m[s[0]]++
	m[s[1]] = len(m) + m[s[0]]
	delete(m, s[1])
	copy(s[1:], append(s, s[0]))
	return len(m)
}

func pair() (int, string) { return 4, "pair" }

// line is where its caller calls it.
func line() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

type entry struct{ at, n int }

type failure struct{}

func (failure) Error() string { return "failed" }

func all() string {
	var out []string
	say := func(args ...any) { out = append(out, strings.TrimSuffix(fmt.Sprintln(args...), "\n")) }
	sends(say)
	receives(say)
	starts(say)
	selects(say)
	lines(say)
	locks(say)
	atomics(say)
	timers(say)
	maps(say)
	words, counts := []string{"b", "a"}, map[string]int{}
	say(tally(words, counts), words, counts)
	return strings.Join(out, "\n")
}

func sends(say func(...any)) {
	c := make(chan int, 4)
	c <- 1 + 2*3
	var n named = make(chan int, 1)
	n <- 7
	b := box{c: make(chan error, 2)}
	b.c <- failure{} // converted to the type of the elements
	b.c <- nil
	nested := make(chan chan int, 1)
	nested <- c
	<-nested <- 9
	say(len(c), cap(c), <-c, <-c, <-n, <-b.c, <-b.c)
	say(through(make(named, 1), 5))
	errs := make(chan error, 1)
	errs <- fmt.Errorf("failed %d", 1)
	say(<-errs)
	func() {
		defer func() { say(recover()) }()
		close(c)
		c <- 1
	}()
	func() {
		defer func() { say(recover()) }()
		close(c)
	}()
}

func receives(say func(...any)) {
	c := make(chan int, 5)
	for i := range 5 {
		c <- i
	}
	close(c)
	v, ok := <-c
	var w, fine = <-c
	x := -<-c + 10
	m := map[string]int{}
	m["x"], ok = (<-c)
	say(v, ok, w, fine, x, m["x"])
	for v := range c {
		say("last", v)
	}
	for range c {
		say("none is left")
	}
	v, ok = <-c
	say(v, ok)
	say(first(c))
	nested := make(chan chan int, 1)
	nested <- c
	say(<-<-nested)
}

func first(c <-chan int) string {
	for range c {
		return "one"
	}
	return "none"
}

func starts(say func(...any)) {
	var done sync.WaitGroup
	b := &box{}
	done.Add(3)
	for i := range 2 {
		go b.add(i+1, &done)
	}
	go func() { b.add(10, &done) }()
	done.Wait()
	c := make(chan int)
	go generic(c, 5)
	got := <-c
	lots := func(all ...int) { c <- len(all) }
	go lots([]int{1, 2, 3}...)
	got2 := <-c
	x := 1
	go func(y int) int { c <- y; return 0 }(x)
	x = 2
	got3 := <-c
	go close(c)
	_, ok := <-c
	say(b.n, got, got2, got3, x, ok)
	pairs := make(chan any, 2)
	go func(n int, s string) { pairs <- n; pairs <- s }(pair())
	say(<-pairs, <-pairs)
	lines := make(chan int, 3)
	go func(f func(int) int, n int) {
		lines <- f(n)
		lines <- line()
	}(
		func(n int) int {
			return line() - n
		},
		line(),
	)
	say(<-lines, <-lines, line())
}

func selects(say func(...any)) {
	c, full, empty := make(chan int, 1), make(chan int, 1), make(chan string)
	full <- 1
	select {
	case v := <-empty:
		say("empty", v)
	case c <- first2(say):
		say("sent")
	case full <- 2:
		say("full")
	}
	select {
	case v, ok := <-c:
		say(v, ok)
	case <-empty:
	}
	var v int
	select {
	case v = <-full:
	}
	select {
	case <-empty:
	case <-(full):
	default:
		say("default", v)
	}
loop:
	for {
		select {
		case <-time.After(time.Millisecond):
			say("in time")
			break loop
		case s := <-empty:
			say(s)
		}
	}
	say(ends(make(chan string)))
	go func() {
		select {
		case empty <- "met":
		}
	}()
	select {
	case s := <-empty:
		if s == "" {
			break
		}
		say(s)
	}
}

// lines selects with cases of several lines.
func lines(say func(...any)) {
	entries, full := make(chan entry, 1), make(chan int, 1)
	full <- 1
	select {
	case full <- line():
	case entries <- entry{
		at: line(), // a comment
		n: func() int {
			select {
			case <-make(chan string,
				line()):
			default:
				return line()
			}
			return 0
		}(),
	}:
		say("sent", line())
	}
	keys := map[string]int{}
	select {
	case keys[fmt.Sprint(
		line(),
	)] = <-full:
		say(len(keys), line())
	}
	select {
	case e, ok := <-map[bool]chan entry{
		true: entries,
	}[true]:
		say(e, ok, line())
	default:
		say("none", line())
	}
	if say == nil {
		hangs()
	}
}

func hangs() error {
	select {}
}

func first2(say func(...any)) int {
	say("evaluated once")
	return 3
}

func ends(c chan string) string {
	close(c)
	select {
	case _, ok := <-c:
		return fmt.Sprint(ok)
	}
}

func locks(say func(...any)) {
	var once sync.Once
	for range 2 {
		once.Do(func() { say("once") })
	}
	var rw sync.RWMutex
	rw.RLock()
	say(rw.TryRLock(), rw.TryLock())
	rw.RUnlock()
	rw.RUnlock()
	rw.Lock()
	say(rw.TryRLock())
	rw.Unlock()
	l := rw.RLocker()
	l.Lock()
	l.Unlock()
	var guarded struct {
		sync.Mutex
		ready bool
	}
	cond := sync.NewCond(&guarded)
	var wg sync.WaitGroup
	wg.Go(func() {
		guarded.Lock()
		guarded.ready = true
		guarded.Unlock()
		cond.Broadcast()
	})
	guarded.Lock()
	for !guarded.ready {
		cond.Wait()
	}
	guarded.Unlock()
	wg.Wait()
	say(guarded.TryLock(), guarded.TryLock())
	pool := sync.Pool{New: func() any { return "new" }}
	say(pool.Get())
}

func atomics(say func(...any)) {
	var a atomic.Int64
	var b atomic.Bool
	var p atomic.Pointer[int]
	var n int32
	var wide int64
	var u uint32
	var wideU uint64
	var address uintptr
	a.Store(5)
	say(a.Add(2), a.Swap(1), a.CompareAndSwap(1, 4), a.And(6), a.Or(1), a.Load())
	say(b.Swap(true), b.Load(), p.Load() == nil, p.CompareAndSwap(nil, new(int)), *p.Load())
	say(atomic.AddInt32(&n, 3), atomic.LoadInt32(&n), atomic.CompareAndSwapInt32(&n, 3, 4), n)
	atomic.StoreInt64(&wide, 1)
	say(atomic.AddInt64(&wide, 1), atomic.SwapUint32(&u, 2), u, atomic.AddUint64(&wideU, 7), atomic.LoadUintptr(&address))
}

func timers(say func(...any)) {
	begin := time.Now()
	time.Sleep(2 * time.Millisecond)
	say(time.Since(begin) >= 2*time.Millisecond, time.Until(begin) < 0)
	c := make(chan string)
	time.AfterFunc(time.Millisecond, func() { c <- "after" })
	say(<-c)
	t := time.NewTimer(time.Hour)
	say(t.Reset(time.Millisecond))
	<-t.C
	say(t.Stop())
	stopped := time.AfterFunc(time.Hour, func() { say("never") })
	say(stopped.Stop(), stopped.Stop())
	tick := time.NewTicker(time.Millisecond)
	<-tick.C
	<-tick.C
	tick.Stop()
	runtime.Gosched()
	var stop atomic.Bool
	go stop.Store(true)
	for !stop.Load() {
	}
	say("end")
}

func maps(say func(...any)) {
	words := map[string]int{"c": 3, "a": 1, "b": 2}
	n := 0
	for k, v := range words {
		n += v
		delete(words, k)
	}
	say(n, len(words))
	pointers := map[*int]string{new(int): "first", nil: "none"}
	delete(pointers, nil)
	for i := range 3 {
		n := i
		pointers[&n] = fmt.Sprint(i)
	}
	var last struct {
		key any
		all map[string]int
	}
	last.all = map[string]int{}
	for last.key, last.all["v"] = range map[string]int{"k": 6} {
	}
	say(last.key, last.all)
	total := ""
	for p := range pointers {
		total += fmt.Sprint(*p >= 0)
	}
	for range pointers {
		n++
	}
	say(total, n)
	var m sync.Map
	m.Store("x", 1)
	_, loaded := m.LoadOrStore("x", 2)
	v, ok := m.LoadAndDelete("x")
	say(loaded, v, ok)
	f := sync.OnceValue(func() int { say("computed"); return 4 })
	say(f(), f())
}

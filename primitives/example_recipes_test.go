package primitives_test

import (
	"context"
	"fmt"
	"time"

	"threadlab/primitives"
)

// A worker pool: three threads share the jobs. A group's context ends the hand-out if a worker fails. In Python:
//
//	import queue, threading
//
//	jobs = queue.Queue()
//	squares = [0] * 5
//
//	def worker():
//	    while (i := jobs.get()) is not None:
//	        squares[i] = i * i
//
//	workers = [threading.Thread(target=worker) for _ in range(3)]
//	for w in workers:
//	    w.start()
//	for i in range(5):
//	    jobs.put(i)
//	for w in workers:
//	    jobs.put(None)
//	for w in workers:
//	    w.join()
//	print(squares)
func Example_workerPool() {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	err := in.Run(func(main *primitives.Thread) error {
		jobs := make(chan int)
		squares := make([]int, 5)
		workers, ctx := primitives.NewGroup(context.Background(), main)
		for range 3 {
			workers.Go(func(*primitives.Thread) error {
				for i := range jobs {
					squares[i] = i * i
				}
				return nil
			})
		}
		for i := range squares {
			select {
			case jobs <- i:
			case <-ctx.Done():
			}
		}
		close(jobs)
		err := workers.Wait()
		fmt.Println(squares)
		return err
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// [0 1 4 9 16]
}

// A rate limit: two calls at once, and one more every 20 ms. A daemon puts a permit back at each tick, unless all are there. In
// Python:
//
//	import threading, time
//
//	burst, interval = 2, 0.02
//	permits = threading.Semaphore(burst)
//
//	def refill():
//	    while True:
//	        time.sleep(interval)
//	        if permits._value < burst:
//	            permits.release()
//
//	begun = time.monotonic()
//	threading.Thread(target=refill, daemon=True).start()
//	for _ in range(5):
//	    permits.acquire()
//	took = time.monotonic() - begun
//	print("five calls took three ticks" if took >= 3 * interval else "too fast")
func Example_rateLimit() {
	const burst, interval = 2, 20 * time.Millisecond
	in := primitives.NewInterpreter()
	err := in.Run(func(main *primitives.Thread) error {
		permits := primitives.NewSemaphore(burst)
		begun := time.Now()
		refill := main.NewThread(func(t *primitives.Thread) error {
			for {
				t.Sleep(interval)
				if permits.Value() < burst {
					permits.Release()
				}
			}
		}, primitives.WithDaemon(true))
		if err := refill.Start(); err != nil {
			return err
		}
		for range 5 {
			main.Acquire(permits)
		}
		if took := time.Since(begun); took < 3*interval {
			fmt.Println("too fast:", took)
		} else {
			fmt.Println("five calls took three ticks")
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// five calls took three ticks
}

// A pipeline that shuts down: the last stage has enough, and the stages before it end although their queues are full. Where Go
// selects on the event, Python has to look at it now and then. In Python:
//
//	import queue, threading
//
//	enough = threading.Event()
//	numbers, squares = queue.Queue(1), queue.Queue(1)
//
//	def until_enough(call, *args):
//	    while not enough.is_set():
//	        try:
//	            return call(*args, timeout=0.01)
//	        except (queue.Full, queue.Empty):
//	            pass
//
//	def count():
//	    n = 0
//	    while not enough.is_set():
//	        n += 1
//	        until_enough(numbers.put, n)
//
//	def square():
//	    while (n := until_enough(numbers.get)) is not None:
//	        until_enough(squares.put, n * n)
//
//	stages = [threading.Thread(target=f) for f in (count, square)]
//	for s in stages:
//	    s.start()
//	for _ in range(3):
//	    print(squares.get())
//	enough.set()
//	for s in stages:
//	    s.join()
//	print("all stages have ended")
func Example_pipeline() {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	err := in.Run(func(main *primitives.Thread) error {
		var enough primitives.Event
		numbers, squares := make(chan int), make(chan int)
		stages, _ := primitives.NewGroup(context.Background(), main)
		stages.Go(func(*primitives.Thread) error {
			for n := 1; ; n++ {
				select {
				case numbers <- n:
				case <-enough.Done():
					return nil
				}
			}
		})
		stages.Go(func(*primitives.Thread) error {
			for {
				select {
				case n := <-numbers:
					select {
					case squares <- n * n:
					case <-enough.Done():
						return nil
					}
				case <-enough.Done():
					return nil
				}
			}
		})
		for range 3 {
			fmt.Println(<-squares)
		}
		enough.Set()
		err := stages.Wait()
		fmt.Println("all stages have ended")
		return err
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1
	// 4
	// 9
	// all stages have ended
}

// A cache with one loader: of all threads that ask for a key at once, the first loads it and the others wait. The lock is held for
// the look-up only, so different keys load at the same time. In Python:
//
//	import threading
//
//	lock, cache, loads = threading.Lock(), {}, []
//
//	def load(key):
//	    loads.append(key)
//	    return key.upper()
//
//	def get(key):
//	    with lock:
//	        first = key not in cache
//	        if first:
//	            cache[key] = [threading.Event(), None]
//	        entry = cache[key]
//	    if first:
//	        entry[1] = load(key)
//	        entry[0].set()
//	    else:
//	        entry[0].wait()
//	    return entry[1]
//
//	seen = [None] * 8
//
//	def reader(i):
//	    seen[i] = get("answer")
//
//	readers = [threading.Thread(target=reader, args=(i,)) for i in range(8)]
//	for r in readers:
//	    r.start()
//	for r in readers:
//	    r.join()
//	print(len(loads), "load,", seen.count("ANSWER"), "readers")
func Example_cache() {
	type entry struct {
		loaded primitives.Event
		value  string
	}
	var lock primitives.Lock
	cache := map[string]*entry{}
	loads := 0
	load := func(string) string {
		loads++
		return "ANSWER"
	}
	get := func(t *primitives.Thread, key string) string {
		t.Acquire(&lock)
		e, found := cache[key]
		if !found {
			e = new(entry)
			cache[key] = e
		}
		lock.Release()
		if found {
			t.Blocking(e.loaded.Wait)
		} else {
			e.value = load(key)
			e.loaded.Set()
		}
		return e.value
	}

	in := primitives.NewInterpreter()
	err := in.Run(func(main *primitives.Thread) error {
		var seen [8]string
		readers, _ := primitives.NewGroup(context.Background(), main)
		for i := range seen {
			readers.Go(func(t *primitives.Thread) error {
				seen[i] = get(t, "answer")
				return nil
			})
		}
		err := readers.Wait()
		right := 0
		for _, s := range seen {
			if s == "ANSWER" {
				right++
			}
		}
		fmt.Println(loads, "load,", right, "readers")
		return err
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 load, 8 readers
}

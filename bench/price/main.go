// Command price is one piece of work, to be built with and without the detectors whose price the benchmarks measure:
//
//	go build -race ./bench/price
//	go build -tags godeadlock ./bench/price
//	GOEXPERIMENT=goroutineleakprofile go build -tags leakprofile ./bench/price
//
// It does the work, asks the detector if that has to be asked, and prints how long both took, in nanoseconds, and the most
// memory the process ever had, in bytes: the kernel's figure, because Go's own statistics do not see the memory in
// which the race detector keeps its books. Where that is not known, on other systems than Linux, it is 0.
package main

import (
	"fmt"
	"os"
	"sync"
	"time"

	"threadlab/racecases/peak"
)

const (
	goroutines = 16
	turns      = 4000 // of each
	cells      = 64   // of the table that each turn goes through
	accounts   = 8    // locks, each with a table
)

// An account is a lock and what it guards.
type account struct {
	mu    mutex
	table [cells]int
}

// work has all goroutines go through all accounts: a turn reads and writes each cell of one, under its lock.
func work() (sum int) {
	var all [accounts]account
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			for i := range turns {
				a := &all[(g+i)%accounts]
				a.mu.Lock()
				for c := range a.table {
					a.table[c] += c & 1
				}
				a.mu.Unlock()
			}
		})
	}
	wg.Wait()
	for i := range all {
		for _, v := range all[i].table {
			sum += v
		}
	}
	return sum
}

func main() {
	begin := time.Now()
	sum := work()
	if err := ask(); err != nil {
		fmt.Fprintln(os.Stderr, "price:", err)
		os.Exit(1)
	}
	took := time.Since(begin)
	if want := goroutines * turns * cells / 2; sum != want {
		fmt.Fprintf(os.Stderr, "price: the sum is %d, want %d\n", sum, want)
		os.Exit(1)
	}
	fmt.Println(took.Nanoseconds(), peak.KB()<<10)
}

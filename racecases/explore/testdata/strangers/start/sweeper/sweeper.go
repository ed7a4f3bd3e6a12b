// Package sweeper has a goroutine for the life of the process.
package sweeper

import (
	"sync"
	"time"
)

var (
	mu    sync.Mutex
	books int
)

func init() {
	go func() {
		for range time.Tick(time.Second) {
			go func() { select {} }() // it outlives the test as well
			mu.Lock()
			books = 0
			mu.Unlock()
		}
	}()
}

func Books() int {
	mu.Lock()
	defer mu.Unlock()
	return books
}

func Set(n int) {
	mu.Lock()
	defer mu.Unlock()
	books = n
}

// Package dep is to be found in the vendor folder only.
package dep

// Answer sends from another goroutine.
func Answer() int {
	c := make(chan int)
	go func() { c <- 42 }()
	return <-c
}

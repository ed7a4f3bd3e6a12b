// Package goid tells goroutines apart by the number that the Go runtime gives them.
//
// The module github.com/petermattis/goid reads the number from the runtime's descriptor of a
// goroutine on most processors. On WebAssembly it parses the text of a stack, which takes 200
// times as long, at each scheduling point. So here are the few lines for WebAssembly, for each
// version of Go whose layout a test has compared. Other versions use the module: programs are
// slower there, and do the same.
package goid

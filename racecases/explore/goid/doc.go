// Package goid tells goroutines apart by the number that the Go runtime gives them.
//
// The module that everybody uses for this reads the number from the runtime's descriptor
// of a goroutine on most processors, and from the text of a stack on WebAssembly, which
// takes 200 times as long and which each scheduling point would pay. So here are the few
// lines for WebAssembly, of each version of Go whose layout a test has compared. With any
// other version the program is slow, and right.
package goid

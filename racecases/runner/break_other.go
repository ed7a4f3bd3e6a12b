//go:build !windows

package main

// dumpOnBreak does nothing: the Go runtime prints its goroutines at SIGQUIT.
func dumpOnBreak() {}

//go:build !windows

// Package dump has a program print its goroutines where no signal asks it to. It imports
// the standard library alone: it is compiled into modules of others as well.
package dump

// OnBreak does nothing: the Go runtime prints its goroutines at SIGQUIT.
func OnBreak() {}

//go:build !leakprofile

package main

// ask does nothing: these detectors speak up themselves.
func ask() error { return nil }

//go:build !linux

package main

import "errors"

// terminal refuses: the scripts that call it are skipped here.
func terminal([]string) (int, error) { return 0, errors.ErrUnsupported }

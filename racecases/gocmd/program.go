package gocmd

import "runtime"

// Program returns the name of a program that is built to be started here: Windows starts
// none without its suffix.
func Program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

package gocmd

import (
	"fmt"
	"runtime"
)

// ShortPaths returns the flags of the go command that have a program name the files of a module as -trimpath does,
// threadlab/primitives/lock.go; that itself would have the standard library compiled once more. The program has no DWARF, a
// tenth of the time of compiler and linker: its reports and stacks need none.
func ShortPaths(module, root string) []string {
	return []string{"-ldflags=-w", fmt.Sprintf("-gcflags=%s/...=%s", module, Trimmed(module, root))}
}

// Trimmed is what [ShortPaths] tells the compiler, for those packages of the module that
// another -gcflags is about: of several the last alone counts.
func Trimmed(module, root string) string {
	return fmt.Sprintf("'-trimpath=%s=>%s' -dwarf=false", root, module)
}

// Named returns the text of a Go file that is compiled in the place of the one at an absolute path, so that a program
// names that one. -overlay does so by itself, but not beside [ShortPaths].
func Named(path, text string) string { return "//line " + path + ":1:1\n" + text }

// Program returns the name of a program that is built to be started here: Windows starts none without its suffix.
func Program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}

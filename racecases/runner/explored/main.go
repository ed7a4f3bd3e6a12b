//go:build !js

// Command explored explores halves of cases. It means something only when the lessons
// in it are instrumented: package trial builds it so, and package explore starts it.
package main

import (
	"os"

	"threadlab/racecases/explore/harness"
)

func main() { os.Exit(harness.Main(os.Stdin, os.Stdout, os.Stderr, finder())) }

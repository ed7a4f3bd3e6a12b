// Command numbers prints the number of each of some goroutines twice on a line: as
// goid.Get returns it, and as the runtime prints it.
package main

import (
	"os"
	"runtime"
	"strconv"
	"strings"

	"threadlab/racecases/explore/goid"
)

const goroutines = 20

func main() {
	lines := make(chan string)
	for range goroutines {
		go func() {
			var text [64]byte
			fields := strings.Fields(string(text[:runtime.Stack(text[:], false)])) // goroutine 7 [running]:
			lines <- strconv.FormatInt(goid.Get(), 10) + " " + fields[1] + "\n"
		}()
	}
	for range goroutines {
		os.Stdout.WriteString(<-lines)
	}
}

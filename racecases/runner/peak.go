package main

import (
	"bufio"
	"fmt"
	"os"
)

// peakKB returns the high-water mark of this process's memory, as Linux keeps it,
// and 0 elsewhere. The parent's rusage would not do: there the mark of the parent
// itself counts until the exec.
func peakKB() int64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var kb int64
		if n, _ := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kb); n == 1 {
			return kb
		}
	}
	return 0
}

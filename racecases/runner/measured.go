package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/metrics"
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

// started returns how many goroutines the process has started, the runtime's own
// among them.
func started() int {
	sample := []metrics.Sample{{Name: "/sched/goroutines-created:goroutines"}}
	metrics.Read(sample)
	return int(sample[0].Value.Uint64())
}

// Package peak measures the most memory that a process ever had.
package peak

import (
	"bufio"
	"fmt"
	"os"
)

// KB returns the high-water mark of this process's memory, in kilobytes as Linux keeps it,
// and 0 where it is not known, as on other systems. The parent's rusage would not do: there
// the mark of the parent itself counts until the exec.
func KB() int64 {
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

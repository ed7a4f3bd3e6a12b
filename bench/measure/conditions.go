package measure

import (
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Warnings says what spoils a run on this machine, as far as can be seen, a line each.
func (h Host) Warnings(with Settings) []string {
	warnings := frequency(os.DirFS("/sys"))
	if h.Busy() {
		warnings = append(warnings, fmt.Sprintf("this machine is busy (load average %s): the figures will show it", h.Load))
	}
	return append(warnings, processors(h.CPUs, runtime.GOMAXPROCS(0), with.CPU)...)
}

// frequency reads what Linux says of the speed of the processors, under /sys.
func frequency(sys fs.FS) (warnings []string) {
	first := func(pattern string, bad func(string) bool) string {
		paths, _ := fs.Glob(sys, pattern)
		for _, path := range paths {
			if text, err := fs.ReadFile(sys, path); err == nil && bad(strings.TrimSpace(string(text))) {
				return strings.TrimSpace(string(text))
			}
		}
		return ""
	}
	const cpu = "devices/system/cpu/"
	is := func(what string) func(string) bool { return func(text string) bool { return text == what } }
	if governor := first(cpu+"cpu[0-9]*/cpufreq/scaling_governor", func(g string) bool { return g != "performance" }); governor != "" {
		warnings = append(warnings, "the processors change their speed (governor "+governor+"): performance would not")
	}
	if first(cpu+"intel_pstate/no_turbo", is("0")) != "" || first(cpu+"cpufreq/boost", is("1")) != "" {
		warnings = append(warnings, "the processors run faster while they are cool (turbo is on)")
	}
	if first("class/power_supply/*/status", is("Discharging")) != "" {
		warnings = append(warnings, "this machine runs on its battery, and saves it")
	}
	return warnings
}

// processors compares what there is with what is asked for.
func processors(have, inUse int, asked string) (warnings []string) {
	if have == 1 {
		warnings = append(warnings, "there is 1 processor: goroutines take turns on it, and no two contend at the same time")
	}
	if asked == "" && inUse != have {
		warnings = append(warnings, fmt.Sprintf("Go uses %d of %d processors (GOMAXPROCS, or a limit of the container)", inUse, have))
	}
	for _, word := range strings.Split(asked, ",") {
		if n, err := strconv.Atoi(word); err == nil && n > have {
			warnings = append(warnings, fmt.Sprintf("-procs %d on %d processors measures scheduling, not contention", n, have))
		}
	}
	return warnings
}

// CheckCPU reports whether go test would take a -cpu. An empty one is none.
func CheckCPU(text string) error {
	if text == "" {
		return nil
	}
	for _, word := range strings.Split(text, ",") {
		if n, err := strconv.Atoi(word); err != nil || n < 1 {
			return fmt.Errorf("-procs %s: want numbers of processors, such as 1,2,4", text)
		}
	}
	return nil
}

package bench_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"threadlab/bench"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A build is a way of compiling the work of bench/price.
type build struct {
	impl string
	args []string
	env  []string
}

func builds() []build {
	flags, env := detect.LeakProfileBuild.Settings(runtime.Version()) // with those of the trials it shares a standard library
	return []build{
		{"plain", nil, []string{"CGO_ENABLED=0"}},
		{"race", []string{"-race"}, []string{"CGO_ENABLED=1"}},
		{"go-deadlock", []string{"-tags", "godeadlock"}, []string{"CGO_ENABLED=0"}},
		{"leak-profile", append(flags, "-tags", "leakprofile"), env},
	}
}

// BenchmarkPrice is what the detectors of this repository cost: one piece of work in processes of their own, without a
// detector, and watched by each. The time is that of the work, without the start of the process, peak-bytes the most
// memory that the process had, where the kernel tells. go-deadlock is a mutex of its own, the leak profile a question at the end.
func BenchmarkPrice(b *testing.B) {
	dir := b.TempDir()
	all := builds()
	all = append(all, build{all[0].impl + bench.ControlSuffix, all[0].args, all[0].env})
	for _, build := range all {
		b.Run("impl="+build.impl+"/goroutines=16/locks=8", func(b *testing.B) {
			if *listCells {
				b.ReportMetric(1, "peak-bytes")
				return
			}
			program, err := build.make(b.Context(), dir)
			if err != nil && build.impl == "race" {
				b.Skip("the race detector has no price here, it cannot be built:", err)
			}
			if err != nil {
				b.Fatal(err)
			}
			var took, peak int64
			for range b.N {
				t, p, err := pay(program)
				if err != nil {
					b.Fatal(err)
				}
				took, peak = took+t, max(peak, p)
			}
			b.ReportMetric(float64(took)/float64(b.N), "ns/op")
			if peak > 0 {
				b.ReportMetric(float64(peak), "peak-bytes")
			}
		})
	}
}

// make compiles the program; go build has it cached after the first time.
func (build build) make(ctx context.Context, dir string) (string, error) {
	program := filepath.Join(dir, "price-"+build.impl)
	_, err := gocmd.Go{Env: build.env}.Output(ctx, slices.Concat([]string{"build", "-o", program}, build.args, []string{"./price"})...)
	if err != nil {
		return "", fmt.Errorf("building %s: %w", build.impl, err)
	}
	return program, nil
}

var errPrice = errors.New("the program says neither how long it took nor its memory")

// pay runs the program once and returns its time, in nanoseconds, and its memory, in bytes.
func pay(program string) (took, peak int64, err error) {
	text, err := exec.Command(program).Output()
	if err != nil {
		return 0, 0, err
	}
	if n, _ := fmt.Sscan(string(text), &took, &peak); n != 2 || took <= 0 || peak < 0 {
		return 0, 0, fmt.Errorf("%w: %q", errPrice, text)
	}
	return took, peak, nil
}

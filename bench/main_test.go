package bench_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"sync"
	"testing"

	"threadlab/primitives/testmain"
)

// spin is calibrated by the first benchmark that asks, once per process.
var spin = sync.OnceValue(calibrate)

// listCells has the benchmarks print which cells and metrics there are. Each takes one short turn, so their figures mean
// nothing, and a race build may do it.
var listCells = flag.Bool("cells", false, "list the cells and their metrics: work as little as possible, figures mean nothing")

// unlessListing returns n, or 1 for benchmarks that are only to list their cells.
func unlessListing(n int) int {
	if *listCells {
		return 1
	}
	return n
}

func TestMain(m *testing.M) {
	flag.Parse()
	if err := refuse(raceBuild && !*listCells, flag.Lookup("test.bench").Value.String()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	testmain.Exit(m.Run())
}

var errRaceBuild = errors.New("a race build measures the race detector, not the locks: run the benchmarks without -race")

// refuse says why these benchmarks cannot be run.
func refuse(race bool, benchmarks string) error {
	if race && benchmarks != "" {
		return errRaceBuild
	}
	return nil
}

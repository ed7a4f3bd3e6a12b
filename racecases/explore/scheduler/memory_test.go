package scheduler_test

import (
	"flag"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
)

// enough schedules to see a leak.
const enough = 20_000

var many = flag.Int("many", enough, "schedules that a search must not need more memory for than for a tenth of them")

// flat is how many bytes the heap may grow by from a tenth of a search to its end: less
// than fifteen for each schedule, and in a race build less than the planted leak.
const flat = 256 << 10

// TestMemory measures the heap at a tenth of a long search and at its end: what a search
// knows of a schedule is gone when the next one begins. A program that keeps some bytes of
// every run shows that the measure would tell.
func TestMemory(t *testing.T) {
	schedules := testmain.Sample(t, *many, *many/20)
	for _, strategy := range scheduler.Strategies() {
		t.Run(string(strategy), func(t *testing.T) {
			early, late := heaps(t, strategy, schedules, nil)
			assert.LessOrEqual(t, late, early+flat)
		})
	}
	t.Run("planted leak", func(t *testing.T) {
		var kept [][]byte
		early, late := heaps(t, scheduler.Random, testmain.Sample(t, enough, enough/20), func(*scheduler.Run) { kept = append(kept, make([]byte, 1000)) })
		assert.Greater(t, late, early+flat)
		runtime.KeepAlive(kept)
	})
}

// heaps returns the bytes in use at a tenth of a search and at its last schedule, of a
// program that calls leak in each run.
func heaps(t *testing.T, strategy scheduler.StrategyName, schedules int, leak scheduler.Program) (early, late uint64) {
	n, program := 0, twoOf(int(math.Cbrt(2.5*float64(schedules))))
	a := explore(t, scheduler.Options{Strategy: strategy, Delays: 3, Schedules: schedules}, func(r *scheduler.Run) {
		switch n++; n {
		case schedules / 10:
			early = inUse()
		case schedules:
			late = inUse()
		}
		if leak != nil {
			leak(r)
		}
		program(r)
	})
	require.Equal(t, scheduler.Stopped, a.Verdict, a.Failure)
	require.Equal(t, schedules, a.Schedules)
	t.Logf("%d schedules of %d steps: %d KiB in use at a tenth, %d KiB at the end", a.Schedules, a.Steps, early>>10, late>>10)
	return early, late
}

// inUse returns the bytes that are in use on the heap and by stacks. What the tests before have
// left in pools, and the stacks of their goroutines, need two collections.
func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc + m.StackInuse
}

// twoOf has two goroutines add n times each. Of its schedules n*n*n/2 or more
// have three delays, and few have less.
func twoOf(n int) scheduler.Program {
	return func(r *scheduler.Run) {
		counter, all := 0, &group{r: r}
		for range 2 {
			all.run(func() {
				for range n {
					r.WaitOn("add", nil, writes(&counter))
					counter++
				}
			})
		}
		all.wait()
	}
}

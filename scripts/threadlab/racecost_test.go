package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRaceCosts: the rows of a program are paired, best with best, and none is left over.
func TestRaceCosts(t *testing.T) {
	const (
		plain = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=false-2 1 5 ns/op 4000 schedules/cpu-s 1 schedules/s 9 steps\n"
		race  = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=true-2 1 5 ns/op 1000 schedules/cpu-s 1 schedules/s 9 steps\n"
		again = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=true-2 1 5 ns/op 1600 schedules/cpu-s 1 schedules/s 9 steps\n"
	)
	for _, c := range []struct{ raw, row, refused string }{
		{raw: plain + race, row: "| p | 1 | random | 4,000 | 1,000 | 4.0 |"},
		{raw: plain + race + plain + again, row: "| p | 1 | random | 4,000 | 1,600 | 2.5 |"},
		{raw: plain, refused: "[p 1 random] was measured without the race detector only"},
		{raw: race, refused: "[p 1 random] was measured with the race detector only"},
	} {
		file := filepath.Join(t.TempDir(), "speed.txt")
		require.NoError(t, os.WriteFile(file, []byte(c.raw), 0o644))
		rows, err := readSpeed(file)
		require.NoError(t, err)
		costs, err := raceCosts(rows)
		if c.refused != "" {
			require.EqualError(t, err, c.refused)
			continue
		}
		require.NoError(t, err)
		require.Len(t, costs, 1)
		assert.Equal(t, c.row, costs[0].String())
		assert.Equal(t, costs[0].times(), dearest(costs))
	}
}

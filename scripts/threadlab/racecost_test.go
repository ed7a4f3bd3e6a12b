package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/scripts/threadlab/pages"
)

// TestRaceCosts: the rows of a program are paired, best with best, and none is left over.
func TestRaceCosts(t *testing.T) {
	const (
		plain = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=false-2 1 5 ns/op 4000 schedules/cpu-s 1 schedules/s 9 steps\n"
		race  = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=true-2 1 5 ns/op 1000 schedules/cpu-s 1 schedules/s 9 steps\n"
		again = "BenchmarkInstrumented/program=p/rounds=1/strategy=random/race=true-2 1 5 ns/op 1600 schedules/cpu-s 1 schedules/s 9 steps\n"
	)
	for _, c := range []struct{ raw, row, dearest, refused string }{
		{raw: plain + race, row: "| p | 1 | random | 4,000 | 1,000 | 4.0 |", dearest: "| 4.0 times | ✗ no |"},
		{raw: plain + race + plain + again, row: "| p | 1 | random | 4,000 | 1,600 | 2.5 |", dearest: "| 2.5 times | ✓ yes |"},
		{raw: plain, refused: "[p 1 random] was measured without the race detector only"},
		{raw: race, refused: "[p 1 random] was measured with the race detector only"},
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "speed.txt"), []byte(c.raw), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "speed.jsonl"), nil, 0o644))
		page, err := pages.Speed(dir)
		if c.refused != "" {
			require.EqualError(t, err, c.refused)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, 1, strings.Count(string(page), c.row+"\n"))
		assert.Contains(t, string(page), c.dearest)
	}
}

package explore_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/perf/benchfmt"
)

const speedPage = "../../results/explore/speed"

// TestSpeedPage holds the rows of the page against the raw output beside it.
func TestSpeedPage(t *testing.T) {
	raw, err := os.Open(speedPage + ".txt")
	require.NoError(t, err)
	defer raw.Close()
	page, err := os.ReadFile(speedPage + ".md")
	require.NoError(t, err)
	best := map[string][3]float64{}
	for r := benchfmt.NewReader(raw, "speed.txt"); r.Scan(); {
		result, ok := r.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		name, row := string(result.Name.Full()), best[string(result.Name.Full())]
		for i, unit := range []string{"steps", "schedules/cpu-s", "schedules/s"} {
			v, ok := result.Value(unit)
			require.True(t, ok, "%s has no %s", name, unit)
			row[i] = max(row[i], v)
		}
		best[name] = row
	}
	require.NotEmpty(t, best)
	for name, row := range best {
		assert.Contains(t, string(page), speedRow(name, row))
	}
}

// speedRow is the row of a benchmark: its keys, and the best of each figure.
func speedRow(name string, best [3]float64) string {
	cells := ""
	for part := range strings.SplitSeq(strings.TrimSuffix(name, "-2"), "/") {
		if _, value, ok := strings.Cut(part, "="); ok {
			cells += " " + value + " |"
		}
	}
	for _, v := range best {
		cells += " " + thousands(int(v)) + " |"
	}
	return "|" + cells
}

func thousands(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", thousands(n/1000), n%1000)
}

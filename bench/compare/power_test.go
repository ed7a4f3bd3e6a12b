package compare_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/compare"
	"threadlab/bench/report"
	"threadlab/primitives/testmain"
)

// TestPower simulates a hundred comparisons of each kind, as doc.go states their outcomes: of 20 benchmarks whose times
// spread by 2 %, measured ten times, one is slower by so much, or none. A race build simulates twenty.
func TestPower(t *testing.T) {
	for name, tt := range map[string]struct {
		slower, threshold float64
		least             int // comparisons of a hundred that call that one
	}{
		"5 %":  {1.05, 1.02, 80},
		"10 %": {1.10, 1.05, 95},
		"40 %": {1.40, 1.10, 95},
		"A/A":  {1, 1.02, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			comparisons := testmain.Sample(t, 100, 20)
			found, quiet := 0, 0
			for seed := range uint64(comparisons) {
				random := rand.New(rand.NewPCG(seed, math.Float64bits(tt.slower)))
				base, head, control := simulated(t, random, 1), simulated(t, random, tt.slower), simulated(t, random, 1)
				j, err := compare.Judge(base, head, control, tt.threshold)
				require.NoError(t, err)
				others := len(j.Regressions()) + len(j.Improvements())
				if j.Cells[0].Verdict == compare.Regression && tt.slower > 1 {
					found++
					others--
				}
				if others == 0 {
					quiet++
				}
			}
			t.Logf("%d find it, %d of %d call nothing else", found, quiet, comparisons)
			assert.GreaterOrEqual(t, 100*found, tt.least*comparisons)
			assert.GreaterOrEqual(t, 100*quiet, 95*comparisons, "nothing is called that did not change")
		})
	}
}

// simulated is a side: log-normal times, the first benchmark's by a factor longer.
func simulated(t *testing.T, random *rand.Rand, slower float64) *report.Raw {
	t.Helper()
	var b bytes.Buffer
	for range 10 {
		for i := range 20 {
			ns := 100 * math.Exp(0.02*random.NormFloat64())
			if i == 0 {
				ns *= slower
			}
			fmt.Fprintf(&b, "BenchmarkSimulated/%d 1 %.4f ns/op\n", i, ns)
		}
	}
	raw, err := report.Parse(b.Bytes(), "simulated.txt")
	require.NoError(t, err)
	return raw
}

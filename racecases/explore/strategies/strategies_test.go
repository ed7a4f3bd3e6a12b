package strategies_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/strategies"
)

// TestChains: the default schedule of none fails, and each has one that does.
func TestChains(t *testing.T) {
	for _, chain := range strategies.Chains() {
		for strategy, want := range map[scheduler.StrategyName]scheduler.Verdict{
			strategies.Default: scheduler.Exhausted, strategies.Survey: scheduler.Fails,
		} {
			o := strategies.Options(strategy)[0]
			o.Schedules *= 20
			a, err := scheduler.Explore(t.Context(), o, chain.Program())
			require.NoError(t, err)
			assert.Equal(t, want, a.Verdict, "%v, %s", chain, strategy)
		}
	}
}

func TestSummary(t *testing.T) {
	tests := []struct {
		name  string
		first []int
		found int
		want  string
	}{
		{"one search", []int{7}, 1, "7"},
		{"one in vain", []int{0}, 0, "none"},
		{"all alike", []int{3, 3, 3, 3}, 4, "3"},
		{"twenty", []int{20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, 20, "10 (6–15)"},
		{"half in vain", []int{0, 0, 5, 1}, 2, "5 (5–none)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			line := strategies.Line{First: tt.first}
			assert.Equal(t, tt.found, line.Found())
			assert.Equal(t, tt.want, line.Summary().String())
		})
	}
}

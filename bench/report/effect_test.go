package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/bench/report"
)

// TestWords: what a reader is told, and what is not called a difference.
func TestWords(t *testing.T) {
	one, two := []float64{1, 1.01, 1.02, 1.03, 1.04, 1.05}, []float64{2, 2.02, 2.04, 2.06, 2.08, 2.1}
	zero := []float64{0, 0, 0, 0, 0, 0}
	tests := map[string]struct {
		a, b  []float64
		unit  string
		noise float64
		want  string
	}{
		"slower":      {two, one, report.TimePerOp, 1, "2.00 (1.94 to 2.06) times slower"},
		"faster":      {one, two, report.TimePerOp, 1, "2.00 (1.94 to 2.06) times faster"},
		"more":        {two, one, "B/op", 1, "2.00 (1.94 to 2.06) times more"},
		"same":        {one, one, report.TimePerOp, 1, report.NoDifference},
		"the control": {two, one, report.TimePerOp, 2.5, report.NoDifference},
		"three":       {two[:3], one[:3], report.TimePerOp, 1, "too few rounds to tell"},
		"zero":        {zero, zero, "allocs/op", 1, report.NoDifference},
		"against 0":   {one, zero, "allocs/op", 1, "no ratio: one of them is 0"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, report.Words(report.Compare(tt.a, tt.b), tt.unit, tt.noise))
		})
	}
}

// TestAmount: a median never stands alone.
func TestAmount(t *testing.T) {
	ns := []float64{5.1e-9, 5.2e-9, 5.3e-9, 5.4e-9, 5.5e-9, 5.6e-9}
	assert.Equal(t, "5.350 ns (5.100 to 5.600)", report.Amount(ns, report.TimePerOp))
	assert.Equal(t, "5.200 ns (5.100 to 5.300, range of 3)", report.Amount(ns[:3], report.TimePerOp))
	assert.Equal(t, "wait, p99.9", report.Meaning("p999-wait-sec"))
}

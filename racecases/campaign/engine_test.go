package campaign_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/campaign"
)

// TestEngineBounds: what computes for a second has a slot, what waits for one has none
// for that time, and sixteen of these may for each slot beyond the first.
func TestEngineBounds(t *testing.T) {
	const computes, waits = false, true
	tests := []struct {
		name     string
		parallel int
		items    []bool
		times    int // each waits so often at once
		took     time.Duration
	}{
		{"one computes at a time", 1, slices.Repeat([]bool{computes}, 20), 1, 20 * time.Second},
		{"one slot, and nothing waits beside it", 1, slices.Repeat([]bool{waits}, 20), 1, 20 * time.Second},
		{"two compute", 2, slices.Repeat([]bool{computes}, 20), 1, 10 * time.Second},
		{"sixteen wait", 2, slices.Repeat([]bool{waits}, 40), 1, 3 * time.Second},
		{"thirty-two wait", 3, slices.Repeat([]bool{waits}, 40), 1, 2 * time.Second},
		{"five times at once", 2, []bool{waits}, 5, 1 * time.Second},
		{"sixteen of five times five", 2, slices.Repeat([]bool{waits}, 5), 5, 2 * time.Second},
		{"five times, and nothing waits beside it", 1, []bool{waits}, 5, 5 * time.Second},
		{"two compute while sixteen wait", 2, append(slices.Repeat([]bool{waits}, 16), slices.Repeat([]bool{computes}, 4)...), 1, 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := campaign.New(nil, tt.parallel)
				begin := time.Now()
				campaign.Each(t.Context(), e, tt.items, func(waits bool) {
					if waits {
						e.Sleep(tt.times, func(int) { time.Sleep(time.Second) })
					} else {
						time.Sleep(time.Second)
					}
				})
				assert.Equal(t, tt.took, time.Since(begin))
			})
		})
	}
}

// TestEngineStops: after the end of ctx nothing begins, and what runs is waited for.
func TestEngineStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		begun := 0
		begin := time.Now()
		campaign.Each(ctx, campaign.New(nil, 1), make([]bool, 20), func(bool) {
			begun++
			time.Sleep(time.Second)
		})
		assert.Equal(t, 2, begun)
		assert.Equal(t, 2*time.Second, time.Since(begin))
	})
}

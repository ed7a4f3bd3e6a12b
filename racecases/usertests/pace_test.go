package usertests_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/usertests"
)

// TestPace: a test that has ended is given less than one that is new, and one that hangs is not tried again and again.
func TestPace(t *testing.T) {
	const hang = time.Duration(-1)
	begin := time.Now()
	tests := []struct {
		name         string
		trials       []time.Duration
		until        time.Duration // from now; 0: no such bound
		limit        time.Duration
		hangs, spent bool
	}{
		{"nothing is known", nil, 0, 2 * time.Minute, false, false},
		{"quick", []time.Duration{time.Millisecond}, 0, 10 * time.Second, false, false},
		{"by its median", []time.Duration{3 * time.Second, time.Second, time.Minute}, 0, time.Minute, false, false},
		{"no more than is allowed", []time.Duration{time.Minute}, 0, 2 * time.Minute, false, false},
		{"never ends", []time.Duration{hang}, 0, 10 * time.Second, true, false},
		{"hangs now and then", []time.Duration{time.Second, hang, hang}, 0, 20 * time.Second, false, false},
		{"hangs often", []time.Duration{time.Second, hang, hang, hang}, 0, 20 * time.Second, true, false},
		{"its share", nil, time.Minute, time.Minute, false, false},
		{"no time, and no trial yet", nil, -time.Minute, 20 * time.Second, false, false},
		{"no time", []time.Duration{time.Second}, -time.Minute, 20 * time.Second, false, true},
		{"not enough for one more", []time.Duration{time.Second}, time.Second, 20 * time.Second, false, true},
		{"enough for one more", []time.Duration{time.Second}, 2 * time.Second, 20 * time.Second, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			plan := usertests.Plan{Deadline: time.Minute}
			if tt.until != 0 {
				plan.Until = begin.Add(tt.until)
			}
			limit, hangs, spent := usertests.Paced(plan, begin, tt.trials...)
			assert.Equal(t, tt.limit, limit)
			assert.Equal(t, tt.hangs, hangs)
			assert.Equal(t, tt.spent, spent)
		})
	}
}

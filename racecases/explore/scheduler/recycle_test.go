package scheduler_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore/scheduler"
)

// TestTimerOfAnEarlierRun is one that a variable keeps which is not made anew: it is not
// armed under the next schedule, and stopping it leaves the timers of that alone.
func TestTimerOfAnEarlierRun(t *testing.T) {
	var kept *scheduler.Timer
	runs, adds := 0, adders(2)
	a := explore(t, scheduler.Options{Delays: 1}, func(r *scheduler.Run) {
		fired := false
		r.NewTimer(time.Minute, func() { fired = true }, nil)
		if runs++; kept != nil && kept.Stop() {
			r.Fail(scheduler.Outcome, "it is armed")
		}
		kept = r.NewTimer(time.Hour, func() {}, nil)
		adds(r)
		if r.Sleep(2 * time.Minute); !fired {
			r.Fail(scheduler.Outcome, "the timer of this schedule did not fire")
		}
	})
	assert.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
	assert.Greater(t, runs, 2)
}

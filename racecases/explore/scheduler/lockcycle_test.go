package scheduler_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// A mutex is a lock that knows its holder.
type mutex struct {
	lock
	holder int
}

func (m *mutex) Holder() int { return m.holder }
func (m *mutex) take()       { m.r.WaitOn("take", m, writes(m)); m.held, m.holder = true, m.r.ID() }

// ticking starts a goroutine that runs until stop is set, by the clock or by itself.
func ticking(r *scheduler.Run, how string, stop *bool) {
	r.Go(func() {
		for !*stop {
			if how == "clock" {
				r.Sleep(time.Second)
			} else {
				r.Yield("work")
			}
		}
	})
}

// TestLockCycle plants goroutines that wait for each other while another one runs.
func TestLockCycle(t *testing.T) {
	for _, how := range []string{"clock", "itself"} {
		t.Run(how, func(t *testing.T) {
			a := explore(t, scheduler.Options{Delays: 2, Steps: 50_000}, func(r *scheduler.Run) {
				a, b, all := &mutex{lock: lock{r: r, name: "a"}}, &mutex{lock: lock{r: r, name: "b"}}, &group{r: r}
				stop := false
				ticking(r, how, &stop)
				all.run(func() { a.take(); b.take(); b.release(); a.release() })
				all.run(func() { b.take(); a.take(); a.release(); b.release() })
				all.wait()
				stop = true
			})
			require.Equal(t, scheduler.Fails, a.Verdict)
			assert.Equal(t, scheduler.Deadlock, a.Failure.Kind)
			assert.Contains(t, a.Failure.Message, "wait for each other")
			require.Len(t, a.Failure.Waits, 2)
			for _, w := range a.Failure.Waits {
				assert.Equal(t, "take", w.Op)
				assert.Contains(t, []int{2, 3}, w.Goroutine)
				assert.NotEmpty(t, w.Where)
			}
		})
	}
}

// TestNoLockCycle: in Go any goroutine may unlock a mutex, so a wait for oneself, or for
// each other, may well end.
func TestNoLockCycle(t *testing.T) {
	tests := map[string]scheduler.Program{
		"helped": func(r *scheduler.Run) {
			m := &mutex{lock: lock{r: r, name: "m"}}
			m.take()
			r.Go(func() { r.Sleep(time.Second); m.release() })
			m.take()
		},
		"in order": func(r *scheduler.Run) {
			a, b, all := &mutex{lock: lock{r: r, name: "a"}}, &mutex{lock: lock{r: r, name: "b"}}, &group{r: r}
			for range 2 {
				all.run(func() { a.take(); b.take(); b.release(); a.release() })
			}
			all.wait()
		},
	}
	for name, program := range tests {
		t.Run(name, func(t *testing.T) {
			a := explore(t, scheduler.Options{Delays: 2}, program)
			assert.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
		})
	}
}

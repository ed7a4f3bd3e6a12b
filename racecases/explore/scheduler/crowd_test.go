package scheduler_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
)

// TestCrowd: where a set of the enabled goroutines is kept, the search is the same.
func TestCrowd(t *testing.T) {
	sleepers := func(r *scheduler.Run) {
		all := &group{r: r}
		for i := range 3 {
			all.run(func() { r.Sleep(time.Duration(3-i) * time.Second); r.Yield("work") })
		}
		all.wait()
	}
	programs := map[string]scheduler.Program{
		"counters": counters(2), "adders": adders(3), "careful philosophers": philosophers(3, true), "philosophers": philosophers(3, false),
		"lost wake-up": lostWakeup(false), "announced": lostWakeup(true), "polite": polite, "producers": producers(2), "in a row": inARow(3), "sleepers": sleepers,
	}
	schedules := testmain.Sample(t, 500, 40)
	for name, program := range programs {
		for _, strategy := range []scheduler.StrategyName{scheduler.DelayBounding, scheduler.PCT} {
			t.Run(fmt.Sprint(name, " ", strategy), func(t *testing.T) {
				o := scheduler.Options{Strategy: strategy, Delays: 2, Schedules: schedules, Seed: 1}
				plain := func(a scheduler.Answer) scheduler.Answer {
					if a.Elapsed = 0; a.Failure != nil {
						a.Failure.Stack = "" // names goroutines of this process
					}
					return a
				}
				want := plain(explore(t, o, program))
				for most := range 4 {
					got, err := scheduler.ExploreCrowded(t.Context(), o, most, program)
					require.NoError(t, err)
					require.Equal(t, want, plain(got), "more than %d goroutines are a crowd", most)
				}
			})
		}
	}
}

// An asked latch counts how often it is asked.
type asked struct {
	latch
	times *int
}

func (a *asked) Ready() bool { *a.times++; return a.open }

// TestCrowdCost: how often guards are asked grows with the steps, not with steps times
// goroutines.
func TestCrowdCost(t *testing.T) {
	times := 0
	a := explore(t, scheduler.Options{Schedules: 1}, func(r *scheduler.Run) {
		all := &group{r: r}
		gates := make([]*asked, 2000)
		for i := range gates {
			gates[i] = &asked{latch{r: r}, &times}
			all.run(func() { r.WaitOn("gate", gates[i], writes(gates[i])) })
		}
		r.Yield("others first")
		for _, gate := range gates {
			r.WaitOn("open", nil, writes(gate))
			gate.open = true
		}
		all.wait()
	})
	require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
	assert.Greater(t, a.Steps, 6000)
	assert.Less(t, times, 20*a.Steps)
}

// TestIDSet holds an idSet against a sorted list.
func TestIDSet(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var set scheduler.IDSet
	var list []int
	for range 5000 {
		id := random.IntN(1 << random.IntN(18))
		if at, ok := slices.BinarySearch(list, id); ok {
			list = slices.Delete(list, at, at+1)
			set.Remove(id)
		} else {
			list = slices.Insert(list, at, id)
			set.Add(id)
		}
		from, want := random.IntN(1<<random.IntN(19)), -1
		if at, _ := slices.BinarySearch(list, from); at < len(list) {
			want = list[at]
		}
		require.Equal(t, want, set.Next(from), "from %d", from)
	}
}

// TestTimersInOrder arms, stops and arms again many timers: those that are left fire in
// the order of their deadlines, and those of one deadline in the order of arming.
func TestTimersInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	a := explore(t, scheduler.Options{}, func(r *scheduler.Run) {
		r.ExactTime()
		type armed struct {
			timer *scheduler.Timer
			at    int
		}
		var fired []int
		all := make([]*armed, 300)
		for i := range all {
			x := &armed{at: 1 + 2*random.IntN(100_000)}
			x.timer = r.NewTimer(time.Duration(x.at), func() { fired = append(fired, x.at) }, func() bool { return i%7 == 0 })
			all[i] = x
		}
		var want []int
		for i, x := range all {
			switch {
			case i%3 == 0:
				x.timer.Stop()
				continue
			case i%3 == 1:
				x.at = 2 + 2*random.IntN(100_000)
				x.timer.Reset(time.Duration(x.at))
			}
			if i%7 != 0 {
				want = append(want, x.at)
			}
		}
		slices.Sort(want)
		r.Sleep(time.Hour)
		if !slices.Equal(want, fired) {
			r.Fail(scheduler.Assertion, "fired %v, want %v", fired, want)
		}
	})
	require.Contains(t, []scheduler.Verdict{scheduler.Exhausted, scheduler.Stopped}, a.Verdict, a.Failure)
}

package scheduler_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A probe is a program that can be asked, when a schedule has ended, what it ended in.
type probe struct {
	program scheduler.Program
	ended   func() string
}

// plain is a probe of a program that has nothing to tell but its failures.
func plain(p scheduler.Program) probe { return probe{p, func() string { return "" }} }

type explorer func(p scheduler.Program, each func(*scheduler.Failure)) (int, error)

// endings collects what all schedules of a program end in, and how many were run. How
// far the others had come when one goroutine failed is not compared.
func endings(t *testing.T, x explorer, p probe) (map[string]bool, int) {
	t.Helper()
	all := map[string]bool{}
	n, err := x(p.program, func(f *scheduler.Failure) {
		switch {
		case f == nil:
			all[p.ended()] = true
		case f.Kind == scheduler.Outcome || f.Kind == scheduler.Panic:
			all[f.String()] = true
		default:
			all[p.ended()+" "+f.String()] = true
		}
	})
	require.NoError(t, err)
	return all, n
}

func enumerated(t *testing.T) explorer {
	return func(p scheduler.Program, each func(*scheduler.Failure)) (int, error) {
		return scheduler.EnumerateDepthFirst(t.Context(), p, each)
	}
}

func reduced(t *testing.T) explorer {
	return func(p scheduler.Program, each func(*scheduler.Failure)) (int, error) {
		a := explore(t, scheduler.Options{Strategy: scheduler.DPOR, Each: each}, p)
		require.NotEqual(t, scheduler.Stopped, a.Verdict, a.Why)
		return a.Schedules, nil
	}
}

// TestReductionIsSound: what a program can end in, by plain enumeration and with the
// reduction, is the same: on programs with a name, and on many drawn at random.
func TestReductionIsSound(t *testing.T) {
	programs := map[string]probe{
		"one counter": plain(counters(1)), "two counters": plain(counters(2)), "three counters": plain(counters(3)),
		"two seats": plain(philosophers(2, false)), "two careful seats": plain(philosophers(2, true)),
		"lost wake-up": plain(lostWakeup(false)), "announced wake-up": plain(lostWakeup(true)),
	}
	programs["two that enable a third"] = twoOpen()
	for seed := range uint64(testmain.Sample(t, 150, 12)) {
		programs[fmt.Sprint("random ", seed)] = drawn(seed)
	}
	plain, fewer := 0, 0
	for name, p := range programs {
		want, n := endings(t, enumerated(t), p)
		got, m := endings(t, reduced(t), p)
		require.Equal(t, want, got, name)
		assert.LessOrEqual(t, m, n, name)
		plain, fewer = plain+n, fewer+m
	}
	t.Logf("%d schedules stand for %d", fewer, plain)
}

// TestClasses: no two schedules of the reduction are of one class.
func TestClasses(t *testing.T) {
	programs := map[string]probe{
		"three careful seats": plain(philosophers(3, true)), "three counters": plain(counters(3)),
		"a queue": plain(producers(2)), "two that enable a third": twoOpen(),
	}
	for seed := range uint64(testmain.Sample(t, 150, 30)) {
		programs[fmt.Sprint("random ", seed)] = drawnOf(seed, true)
	}
	all := 0
	for name, p := range programs {
		classes := map[string]bool{}
		_, err := scheduler.ReduceByClass(t.Context(), p.program, func(class string) {
			if classes[class] {
				t.Errorf("%s: a second schedule of %s", name, class)
			}
			classes[class] = true
		})
		require.NoError(t, err)
		all += len(classes)
	}
	t.Logf("%d classes, schedules that are equivalent to an earlier one: 0", all)
}

// TestReductionKeepsItsRoom: a schedule that is too long for the analysis stops the search.
func TestReductionKeepsItsRoom(t *testing.T) {
	long := func(r *scheduler.Run) {
		x, all := 0, &group{r: r}
		for range 2 {
			all.run(func() {
				for range 15_000 {
					r.WaitOn("add", nil, writes(&x))
				}
			})
		}
		all.wait()
	}
	a := explore(t, scheduler.Options{Strategy: scheduler.DPOR}, long)
	assert.Equal(t, scheduler.Stopped, a.Verdict)
	assert.Contains(t, a.Why, "too many for the reduction")
}

// TestProof: a schedule of each class is a proof only where data races are excluded.
func TestProof(t *testing.T) {
	for accesses, want := range map[bool]scheduler.Verdict{true: scheduler.Proven, false: scheduler.Exhausted} {
		a := explore(t, scheduler.Options{Strategy: scheduler.DPOR, Accesses: accesses}, counters(1))
		if race.Enabled {
			want = scheduler.Proven
		}
		assert.Equal(t, want, a.Verdict)
		assert.True(t, a.Complete)
	}
}

// TestForgetting plants reductions that forget a conflict: the comparison with plain
// enumeration shows each.
func TestForgetting(t *testing.T) {
	tests := map[string]func(first, second scheduler.Access, guard bool) bool{
		"a write and a read": func(a, b scheduler.Access, _ bool) bool { return a == scheduler.Writes && b == scheduler.Reads },
		"a read and a write": func(a, b scheduler.Access, _ bool) bool { return a == scheduler.Reads && b == scheduler.Writes },
		"two writes": func(a, b scheduler.Access, guard bool) bool {
			return a == scheduler.Writes && b == scheduler.Writes && !guard
		},
		"two takers of a lock": func(_, _ scheduler.Access, guard bool) bool { return guard },
	}
	for name, forgets := range tests {
		t.Run(name, func(t *testing.T) {
			broken := func(p scheduler.Program, each func(*scheduler.Failure)) (int, error) {
				return scheduler.ReduceForgetting(t.Context(), forgets, p, each)
			}
			for seed := range uint64(150) {
				want, _ := endings(t, reduced(t), drawn(seed))
				if got, _ := endings(t, broken, drawn(seed)); !assert.ObjectsAreEqual(want, got) {
					return
				}
			}
			t.Error("no program shows it")
		})
	}
}

// atMost enumerates no more than so many schedules.
func atMost(t *testing.T, most int) explorer {
	return func(p scheduler.Program, each func(*scheduler.Failure)) (n int, err error) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err = scheduler.EnumerateDepthFirst(ctx, p, func(f *scheduler.Failure) {
			each(f)
			if n++; n == most {
				cancel()
			}
		})
		if n == most {
			err = nil
		}
		return n, err
	}
}

// TestReduction counts schedules with and without the reduction. A race build does not go
// through all of the largest program's.
func TestReduction(t *testing.T) {
	most := testmain.Sample(t, 50_000, 1000)
	tests := []struct {
		name    string
		program scheduler.Program
	}{
		{"three careful seats", philosophers(3, true)},
		{"three seats", philosophers(3, false)},
		{"a queue, two producers and two consumers", producers(2)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			want, n := endings(t, atMost(t, most), plain(tt.program))
			got, m := endings(t, reduced(t), plain(tt.program))
			if n < most {
				require.Equal(t, want, got)
			} else {
				require.Subset(t, got, want)
			}
			t.Logf("%d schedules stand for %d", m, n)
			assert.LessOrEqual(t, 10*m, n)
		})
	}
}

// TestTimeIsNotReduced: a sleep ends in every order that plain enumeration has.
func TestTimeIsNotReduced(t *testing.T) {
	var seen []int
	p := probe{
		program: func(r *scheduler.Run) {
			x, all := 0, &group{r: r}
			seen = nil
			all.run(func() { r.Sleep(1000); r.WaitOn("add", nil, writes(&x)); x++ })
			all.run(func() { r.WaitOn("load", nil, reads(&x)); seen = append(seen, x) })
			all.wait()
		},
		ended: func() string { return fmt.Sprint(seen) },
	}
	want, _ := endings(t, enumerated(t), p)
	got, _ := endings(t, reduced(t), p)
	assert.Equal(t, want, got)
	assert.Len(t, want, 2, maps.Keys(want))
}

package conformance_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// An eventLike is what EventTests needs of an Event.
type eventLike interface {
	Set()
	Clear()
	IsSet() bool
	Wait()
	WaitTimeout(d time.Duration) bool
	Waiters() int
	fmt.Stringer
}

func eventFacts() []fact { return eventFactsOf(func() eventLike { return new(primitives.Event) }) }

func eventFactsOf(create func() eventLike) []fact {
	const class = "EventTests"
	return []fact{
		{class, "test_is_set", pass, "", func(t tester) {
			e := create()
			require.False(t, e.IsSet())
			for _, want := range []bool{true, true, false, false} {
				if want {
					e.Set()
				} else {
					e.Clear()
				}
				require.Equal(t, want, e.IsSet())
			}
		}},
		{class, "test_notify", pass, "", func(t tester) {
			e := create()
			for range 2 { // once more after set and clear
				results := waitTwice(e)
				require.Equal(t, 5, e.Waiters())
				e.Set()
				synctest.Wait()
				require.EqualValues(t, 5, results[0].Load())
				require.EqualValues(t, 5, results[1].Load())
				e.Clear()
			}
		}},
		{class, "test_timeout", pass, "", func(t tester) {
			e := create()
			results := waitFive(e, 0)
			require.Equal(t, []limited{{}, {}, {}, {}, {}}, *results)
			results = waitFive(e, 500*time.Millisecond)
			time.Sleep(time.Second)
			synctest.Wait()
			late := limited{false, 500 * time.Millisecond}
			require.Equal(t, []limited{late, late, late, late, late}, *results)
			e.Set()
			atOnce := limited{true, 0}
			for _, limit := range []time.Duration{0, 500 * time.Millisecond} {
				results = waitFive(e, limit)
				require.Equal(t, []limited{atOnce, atOnce, atOnce, atOnce, atOnce}, *results)
			}
		}},
		{class, "test_set_and_clear", pass, "", func(t tester) {
			e := create()
			results := waitFive(e, time.Hour)
			require.Equal(t, 5, e.Waiters())
			e.Set()
			e.Clear()
			synctest.Wait()
			ok := limited{true, 0}
			require.Equal(t, []limited{ok, ok, ok, ok, ok}, *results)
			require.False(t, e.IsSet())
		}},
		{
			class, "test_at_fork_reinit", notApplicable,
			"Go has no fork", nil,
		},
		{class, "test_repr", adapted, "String, with this package's names", func(t tester) {
			e := create()
			require.Regexp(t, `^<.*Event at 0x[0-9a-f]+: unset>$`, e.String())
			e.Set()
			require.Regexp(t, `^<.*Event at 0x[0-9a-f]+: set>$`, e.String())
		}},
	}
}

// waitTwice has five goroutines wait twice each, and counts how many first and second waits have returned.
func waitTwice(e eventLike) *[2]atomic.Int32 {
	results := new([2]atomic.Int32)
	for range 5 {
		go func() {
			for i := range results {
				e.Wait()
				results[i].Add(1)
			}
		}()
	}
	synctest.Wait()
	return results
}

// A limited is how a wait with a timeout ended, and after how long.
type limited struct {
	ok   bool
	took time.Duration
}

// waitFive has five goroutines wait, and collects how their waits end.
func waitFive(e eventLike, limit time.Duration) *[]limited {
	results := new([]limited)
	var mu sync.Mutex
	for range 5 {
		go func() {
			begun := time.Now()
			ok := e.WaitTimeout(limit)
			took := time.Since(begun)
			mu.Lock()
			defer mu.Unlock()
			*results = append(*results, limited{ok, took})
		}()
	}
	synctest.Wait()
	return results
}

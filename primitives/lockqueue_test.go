package primitives_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A hand-over is followed by releases that wake or ignore the starved waiters behind it, and then by the next hand-over: after the
// woken waiter has lost, or after eight releases if it has not run by then.
func TestHandOversAreSpared(t *testing.T) {
	const passes = " free free free free free free free"
	for _, tt := range []struct {
		name    string
		waiters int
		want    string
		lost    int // the release after which the woken waiter runs, and loses
	}{
		{"the woken waiter does not run", 6, "hand woken" + passes + " hand" + passes + " hand" + passes + " hand", 0},
		{"the woken waiter loses at once", 4, "hand woken hand woken hand", 2},
		{"it loses in the midst of the others", 3, "hand woken free free hand", 4},
		{"the last one leaves no waiter behind", 1, "hand empty", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			queue := primitives.NewStarvedQueue(tt.waiters)
			var got []string
			for i := range strings.Fields(tt.want) {
				got = append(got, queue.Release())
				if tt.lost > 0 && (i+1)%tt.lost == 0 {
					queue.Lose()
				}
			}
			require.Equal(t, tt.want, strings.Join(got, " "))
		})
	}
}

// A lock handed over to its only waiter spares nothing: the next waiter that has starved is handed it at once.
func TestNoHandOverIsSparedAfterTheLast(t *testing.T) {
	queue := primitives.NewStarvedQueue(1)
	require.Equal(t, "hand", queue.Release())
	queue.Add(2)
	require.Equal(t, "hand", queue.Release())
	require.Equal(t, "woken", queue.Release())
}

// TestNothingIsCountedWithoutWaiters: releases counted beside waiters that have given up since leave a lock as it was before them.
func TestNothingIsCountedWithoutWaiters(t *testing.T) {
	queue := primitives.NewStarvedQueue(4)
	for _, want := range []string{"hand", "woken", "free", "free"} {
		require.Equal(t, want, queue.Release())
	}
	queue.GiveUp()
	require.False(t, queue.Bare(), "the woken waiter has not decided yet")
	require.Equal(t, "empty", queue.Release())
	queue.Lose() // it finds the lock free, and wins
	require.True(t, queue.Bare())
}

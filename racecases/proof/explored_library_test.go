package proof_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestPlayedLibrary plays cases to calls of package primitives, whose variables are not
// watched: its types say themselves what they hold, the objects inside of them are not shown,
// and an operation inside is named by the call.
func TestPlayedLibrary(t *testing.T) {
	t.Parallel()
	player, err := build(t, corpus.Broken, explore.BuildMode{Played: true}).Player(t.Context())
	require.NoError(t, err)
	tests := []struct {
		name     string
		at       int
		variable string
		value    string
		ops      []string
		waits    string // of the first goroutine that waits
		objects  []string
	}{
		{"condition/signal-not-broadcast", 25, "c", "Condition(unlocked, 2)", []string{"<-seated", "c.WaitFor (Wait)", "c.WaitFor (Wait)"}, "c, Condition(unlocked, 2)", []string{"seated of g1", "seated"}},
		{"rlock/borrowed-identity", 22, "lock", "locked owner main", []string{"lock.Release (Load)", "<-released"}, "a sender at released", []string{"clerk", "inside", "released"}},
		{"event/set-before-data", 10, "ready", "set", []string{"ready.Wait", "ready.Set (Broadcast)"}, "ready, set", []string{"server"}},
		{"semaphore/leak-on-error", 14, "sem", "value 0", []string{"threads.Wait", "", "sem.Release (CompareAndSwap)", "start", "start", "start"}, "threads, its count is 4", []string{"threads", "served"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := player.State(explore.Job{Entry: test.name, Play: &scheduler.Play{At: test.at}})
			require.NoError(t, err)
			assert.Contains(t, s.Variables, scheduler.VariableState{Goroutine: scheduler.Clock, Name: test.variable, Value: test.value})
			var ops, objects []string
			waits := ""
			for _, g := range s.Goroutines {
				waits = cmp.Or(waits, g.For)
				ops = append(ops, g.Op)
			}
			for _, o := range s.Objects {
				objects = append(objects, o.Name)
			}
			assert.Equal(t, test.ops, ops)
			assert.Equal(t, test.waits, waits)
			assert.Equal(t, test.objects, objects)
		})
	}
	require.NoError(t, player.Close())
}

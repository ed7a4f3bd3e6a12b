package proof_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestPlayedValues plays broken halves to states whose variables tell the story: two goroutines
// about to store the same sum, two that hold what the other one wants.
func TestPlayedValues(t *testing.T) {
	t.Parallel()
	player, err := build(t, corpus.Broken, explore.BuildMode{Played: true}).Player(t.Context())
	require.NoError(t, err)
	tests := []struct {
		name   string
		play   scheduler.Play
		values map[string]string
		stores map[string]string
	}{
		{
			"lock/lost-update", scheduler.Play{Schedule: "7.1-9.1", At: 12, Open: []string{"all"}},
			map[string]string{"counter": "1", "n": "1"}, map[string]string{"g3": "2", "g4": "2"},
		},
		{
			"lock/abba", scheduler.Play{At: 6},
			map[string]string{"moved": "0", "main.n": "1", "g1.first": "&a", "g1.second": "&b", "g2.first": "&b", "g2.second": "&a"}, map[string]string{},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := player.Play(test.name, test.play, explore.Options{})
			require.NoError(t, err)
			values, stores := map[string]string{}, map[string]string{}
			for _, v := range s.Variables {
				of := ""
				if v.Goroutine != scheduler.Clock {
					of = scheduler.GoroutineName(v.Goroutine) + "."
				}
				values[of+v.Name] = v.Value
			}
			for _, g := range s.Goroutines {
				if g.Stores != "" {
					stores[g.Name] = g.Stores
				}
			}
			assert.Equal(t, test.values, values)
			assert.Equal(t, test.stores, stores)
		})
	}
	require.NoError(t, player.Close())
}

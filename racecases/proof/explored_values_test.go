package proof_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestPlayedValues plays cases to states whose variables tell the story: two goroutines
// about to store the same sum, two that hold what the other one wants.
func TestPlayedValues(t *testing.T) {
	t.Parallel()
	players := map[corpus.Half]*explore.Player{}
	for half, program := range buildBoth(t, explore.BuildMode{Played: true}) {
		player, err := program.Player(t.Context())
		require.NoError(t, err)
		players[half] = player
	}
	tests := []struct {
		half   corpus.Half
		name   string
		play   scheduler.Play
		values map[string]string
		stores map[string]string
	}{
		{
			corpus.Broken, "lock/lost-update", scheduler.Play{Schedule: "7.1-9.1", At: 12, Open: []string{"all"}},
			map[string]string{"counter": "1", "n": "1"}, map[string]string{"g3": "2", "g4": "2"},
		},
		{
			corpus.Broken, "lock/abba", scheduler.Play{At: 6},
			map[string]string{"moved": "0", "main.n": "1", "g1.first": "&a", "g1.second": "&b", "g2.first": "&b", "g2.second": "&a"}, map[string]string{},
		},
		{
			corpus.Correct, "lock/abba", scheduler.Play{At: 6},
			map[string]string{"moved": "0", "main.n": "1", "g1.first": "&a", "g1.second": "&b", "g2.first": "&a", "g2.second": "&b"}, map[string]string{},
		},
		{ // each goroutine has its page; what main has in its loop is its own
			corpus.Broken, "semaphore/leak-on-error", scheduler.Play{At: 27},
			map[string]string{"g4.page": "3", "g5.page": "4", "sem": "value 0"}, map[string]string{},
		},
		{ // a run that is over shows what its main goroutine has left
			corpus.Broken, "thread/sleep-join", scheduler.Play{At: 100},
			map[string]string{"result": "42"}, map[string]string{},
		},
		{ // and of the goroutine that panics, what the panic has left
			corpus.Broken, "thread/panic-kills-process", scheduler.Play{At: 100},
			map[string]string{"shares": "[0 0 0]", "main.died": "[nil nil nil]", "g1.n": "0"}, map[string]string{},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := players[test.half].State(explore.Job{Entry: test.name, Play: &test.play})
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
	for _, player := range players {
		require.NoError(t, player.Close())
	}
}

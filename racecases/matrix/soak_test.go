package matrix_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
)

// TestCommittedSoak holds the page against its lines, and the lines against what
// each correct half owes.
func TestCommittedSoak(t *testing.T) {
	const dir = "../../results/detectors/"
	s, err := matrix.LoadSoak(corpus.Refs(lessons.All()), dir+matrix.SoakLines)
	require.NoError(t, err)
	page, err := os.ReadFile(dir + matrix.SoakPage)
	require.NoError(t, err)
	if s.Page() != string(page) {
		t.Errorf("%s does not follow from %s: go tool threadlab soak", matrix.SoakPage, matrix.SoakLines)
	}
	assert.Empty(t, s.Unclean(matrix.SoakRuns), "go tool threadlab soak adds the runs that are missing")
}

// TestUnclean plants what keeps a soak from being clean.
func TestUnclean(t *testing.T) {
	line := func(sow func(*campaign.Count)) campaign.Count {
		c := campaign.Count{V: 1, Cell: campaign.Cell{Case: "lock/abba", Half: corpus.Correct, Build: detect.RaceBuild, Procs: 2}, Trials: 10}
		c.Sets, c.Seen = map[string]int{}, map[detect.Name]campaign.Seen{}
		sow(&c)
		return c
	}
	abba, err := lessons.Find("lock/abba")
	require.NoError(t, err)
	alarmed := abba
	alarmed.Case.Expect = corpus.Expectations{detect.Race: {Rate: corpus.RateFalseAlarm, Why: "planted"}}
	report := func(c *campaign.Count) { c.Seen[detect.Race] = campaign.Seen{Wrong: 2} }
	tests := []struct {
		name string
		ref  corpus.Ref
		sow  func(*campaign.Count)
		want []string
	}{
		{"clean", abba, func(*campaign.Count) {}, nil},
		{"too few", abba, func(c *campaign.Count) { c.Trials = 4 }, []string{"lock/abba: 4 clean runs, want 10"}},
		{"a report", abba, report, []string{"lock/abba: reported by race in 2 of 10 runs"}},
		{"a report that the case teaches", alarmed, report, nil},
		{"a death", abba, func(c *campaign.Count) { c.Errors = 1 }, []string{"lock/abba: died in 1 of 10 runs"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := matrix.NewSoak(tt.ref, line(tt.sow))
			assert.Equal(t, tt.want, s.Unclean(10))
		})
	}
}

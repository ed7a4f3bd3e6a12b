package campaign_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proof"
)

func result(half corpus.Half, verdict campaign.Verdict, unexpected ...proof.Finding) campaign.Result {
	return campaign.Result{
		Ref:  corpus.Ref{Lesson: corpus.Lesson{Slug: "lock"}, Case: corpus.Case{Slug: "abba", Class: corpus.ResourceDeadlock}},
		Half: half, Verdict: verdict, Trials: 2, Elapsed: 1499 * time.Microsecond, Unexpected: unexpected,
	}
}

func TestLine(t *testing.T) {
	r := result(corpus.Broken, campaign.Detected)
	tests := []struct {
		name   string
		labels []detect.Label
		want   string
	}{
		{"labels", []detect.Label{detect.LabelAsleep}, `"labels":["asleep"]`},
		{"no labels is an empty list", nil, `"labels":[]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r.Labels = tt.labels
			line, err := json.Marshal(r.Line())
			require.NoError(t, err)
			assert.Equal(t, `{"v":1,"case":"lock/abba","class":"resource deadlock","half":"broken",`+
				tt.want+`,"verdict":"detected","trials":2,"elapsed_ms":1}`, string(line))
		})
	}
}

func TestSummarize(t *testing.T) {
	got := campaign.Summarize([]campaign.Result{
		result(corpus.Broken, campaign.Detected), result(corpus.Correct, campaign.Clean),
		result(corpus.Broken, campaign.Missed), result(corpus.Correct, campaign.FalseAlarm),
		result(corpus.Broken, campaign.Detected, proof.Finding{Finding: detect.Finding{Label: detect.LabelRace}}),
		result(corpus.Broken, campaign.NotRun),
	})
	assert.Equal(t, campaign.Summary{
		V: 1, Summary: true, Cases: 1, Broken: 4, Detected: 1, Correct: 2, Clean: 1, Unexpected: 3, NotRun: 1,
	}, got)
}

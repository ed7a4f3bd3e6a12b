package campaign_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/proc/proctest"
)

// TestShared: correct halves share a process of the race build, and if that says anything each has one of its own, which
// shows whose it was.
func TestShared(t *testing.T) {
	t.Parallel()
	const each = `for i in 1 2 3; do ` + returns + `; done; `
	both := `[ -n "$8" ] && { ` + each + `}; ` + each
	tests := []struct {
		name, body string
		apart      bool
		processes  string
		verdicts   []campaign.Verdict
	}{
		{"nothing is said", both, false, "lock/a lock/b\n", []campaign.Verdict{campaign.Clean, campaign.Clean}},
		{
			"one says something", both + `case "$*" in *lock/b*) ` + panics + `; esac`, false,
			"lock/a lock/b\nlock/a \nlock/b \n", []campaign.Verdict{campaign.Clean, campaign.FalseAlarm},
		},
		{"apart", returns, true, strings.Repeat(" \n", 6), []campaign.Verdict{campaign.Clean, campaign.Clean}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			log := filepath.Join(t.TempDir(), "log")
			file := proctest.Script(t, `echo "$7 $8" >> `+log+"\n"+tt.body)
			binaries := campaign.Binaries{corpus.Correct: {detect.RaceBuild: file}}
			var refs []corpus.Ref
			for _, slug := range []string{"a", "b"} {
				refs = append(refs, corpus.Ref{
					Lesson: corpus.Lesson{Slug: "lock"},
					Case:   corpus.Case{Slug: slug, Negative: true, Outcomes: corpus.Exactly("gone")},
				})
			}
			var verdicts []campaign.Verdict
			effort := campaign.Effort{Trials: 3, Apart: tt.apart}
			require.NoError(t, campaign.New(binaries, 1).Verify(t.Context(), effort, refs, func(r []campaign.Result) {
				assert.Equal(t, 3, r[0].Allowed)
				verdicts = append(verdicts, r[0].Verdict)
			}))
			assert.Equal(t, tt.verdicts, verdicts)
			processes, err := os.ReadFile(log)
			require.NoError(t, err)
			assert.Equal(t, tt.processes, string(processes))
		})
	}
}

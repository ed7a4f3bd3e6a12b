package proof_test

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// TestExplorer plants failures at the marks of lock/abba and elsewhere.
func TestExplorer(t *testing.T) {
	ref, err := lessons.Find("lock/abba")
	require.NoError(t, err)
	marks, err := ref.Marks(corpus.Broken)
	require.NoError(t, err)
	waits := func(line int) []scheduler.Wait {
		return []scheduler.Wait{{Goroutine: 1, Op: "sync.Mutex.Lock", Where: []scheduler.Frame{{File: ref.Path(corpus.Broken), Line: line}}}}
	}
	tests := []struct {
		name    string
		failure *scheduler.Failure
		class   scheduler.Class // empty: Bug
		marks   []corpus.Mark
		want    map[detect.Label]proof.Site
	}{
		{"no schedule fails", nil, "", marks, map[detect.Label]proof.Site{}},
		{
			"a deadlock where it is marked", &scheduler.Failure{Kind: scheduler.Deadlock, Waits: waits(marks[0].Line)}, "", marks,
			map[detect.Label]proof.Site{"explorer deadlock": proof.Hit},
		},
		{
			"a deadlock on another line", &scheduler.Failure{Kind: scheduler.Deadlock, Waits: waits(1)}, "", marks,
			map[detect.Label]proof.Site{"explorer deadlock": proof.WrongSite},
		},
		{
			"a panic that is not marked", &scheduler.Failure{Kind: scheduler.Panic, Message: "boom"}, "", marks,
			map[detect.Label]proof.Site{"explorer panic": proof.WrongSite},
		},
		{
			"an outcome names no line", &scheduler.Failure{Kind: scheduler.Outcome}, "", marks,
			map[detect.Label]proof.Site{"explorer outcome": proof.Hit},
		},
		{
			"a leak where it is marked", &scheduler.Failure{Kind: scheduler.Leak, Waits: waits(marks[0].Line)}, scheduler.LeftBehind, marks,
			map[detect.Label]proof.Site{"explorer leak": proof.Hit},
		},
		{
			"a leak elsewhere may be accepted", &scheduler.Failure{Kind: scheduler.Leak, Waits: waits(1)}, scheduler.LeftBehind, marks,
			map[detect.Label]proof.Site{},
		},
		{
			"a half without marks", &scheduler.Failure{Kind: scheduler.Deadlock, Waits: waits(marks[0].Line)}, "", nil,
			map[detect.Label]proof.Site{"explorer deadlock": proof.WrongSite},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := trial.Output{
				Output: detect.Output{Build: detect.ExplorerBuild}, Ref: ref, Half: corpus.Broken,
				Explored: &survey.Result{}, Done: true,
			}
			if tt.failure != nil {
				a.Explored.Findings = []survey.Finding{{Finding: explore.Finding{Class: cmp.Or(tt.class, scheduler.Bug), Failure: tt.failure, Replay: "default"}}}
			}
			got := map[detect.Label]proof.Site{}
			for _, f := range proof.Read(a, tt.marks) {
				got[f.Label] = f.Site
				assert.Contains(t, f.Text, "schedule default")
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

package explore_test

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/sched"
	"threadlab/racecases/lessons"
)

func build(t *testing.T) map[corpus.Half]*explore.Runner {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	runners := map[corpus.Half]*explore.Runner{}
	var mu sync.Mutex
	var all sync.WaitGroup
	for _, half := range []corpus.Half{corpus.Broken, corpus.Correct} {
		dir := t.TempDir()
		all.Go(func() {
			r, err := explore.Build(t.Context(), root, dir, half)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				t.Error(err)
				return
			}
			runners[half] = r
		})
	}
	all.Wait()
	return runners
}

func TestCorpus(t *testing.T) {
	runners := build(t)
	for _, ref := range corpus.Refs(lessons.All()) {
		for _, half := range ref.Halves() {
			r, err := runners[half].Explore(t.Context(), ref, explore.Options{Delays: 2, Time: 4 * time.Second})
			var refused explore.RefusedError
			switch {
			case errors.As(err, &refused):
				t.Logf("%-8s %-34s refused %v", half, ref.Name(), []string(refused))
			case err != nil:
				t.Logf("%-8s %-34s ERROR %v", half, ref.Name(), err)
			case r.Verdict == sched.Fails:
				t.Logf("%-8s %-34s %v: %s %s d=%d n=%d %dms", half, ref.Name(), r.Verdict, r.Failure.Kind, r.Failure.Message, r.Delays, r.Schedules, r.ElapsedMS)
			default:
				t.Logf("%-8s %-34s %v d=%d n=%d steps=%d %dms [%s] %s", half, ref.Name(), r.Verdict, r.Delays, r.Schedules, r.Steps, r.ElapsedMS, ref.Case.Class, r.Why)
			}
		}
	}
}

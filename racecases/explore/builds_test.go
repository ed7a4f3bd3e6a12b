package explore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
)

// builds are what the tests of this package have compiled so far: each is needed by
// several, and takes seconds.
var builds struct {
	sync.Mutex
	dir  string
	made map[string]*explore.Runner
}

func TestMain(m *testing.M) {
	status := m.Run()
	os.RemoveAll(builds.dir)
	os.Exit(status)
}

func build(t *testing.T) map[corpus.Half]*explore.Runner { return buildWith(t, explore.How{}) }

func buildWith(t *testing.T, how explore.How) map[corpus.Half]*explore.Runner {
	t.Helper()
	return map[corpus.Half]*explore.Runner{
		corpus.Broken: buildHalf(t, corpus.Broken, how), corpus.Correct: buildHalf(t, corpus.Correct, how),
	}
}

func buildHalf(t *testing.T, half corpus.Half, how explore.How) *explore.Runner {
	t.Helper()
	builds.Lock()
	defer builds.Unlock()
	key := fmt.Sprint(half, how)
	if r := builds.made[key]; r != nil {
		return r
	}
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	if builds.made == nil {
		builds.made = map[string]*explore.Runner{}
		builds.dir, err = os.MkdirTemp("", "threadlab-explore-test-")
		require.NoError(t, err)
	}
	dir, err := os.MkdirTemp(builds.dir, "")
	require.NoError(t, err)
	r, err := explore.Build(t.Context(), root, dir, half, how)
	require.NoError(t, err)
	builds.made[key] = r
	return r
}

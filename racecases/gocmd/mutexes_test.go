package gocmd_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestWatchMutexes: the mutexes change their package, and no line moves.
func TestWatchMutexes(t *testing.T) {
	const used = `//go:build broken

package lock

import (
	"sync"
)

type guarded struct {
	sync.Mutex
	n int
}

func f(first, second *sync.RWMutex) {
	var wg sync.WaitGroup // not sync.Mutex
	g := guarded{}
	g.Lock()
	println("sync.Mutex", g.n)
	wg.Wait()
}
`
	got, err := gocmd.WatchMutexes(used, "example.com/deadlock")
	require.NoError(t, err)
	before, after := strings.Split(used, "\n"), strings.Split(got, "\n")
	changed := map[int]string{}
	for i, line := range before {
		if line != after[i] {
			changed[i+1] = strings.TrimSpace(after[i])
		}
	}
	assert.Equal(t, map[int]string{
		3:  `package lock; import threadlab_deadlock "example.com/deadlock"`,
		10: "threadlab_deadlock.Mutex",
		14: "func f(first, second *threadlab_deadlock.RWMutex) {",
	}, changed)
	assert.Contains(t, got, "var _ sync.Locker", "the import is still used")

	const unused = "package p\n\nimport \"sync\"\n\nvar wg sync.WaitGroup\n"
	got, err = gocmd.WatchMutexes(unused, "x")
	require.NoError(t, err)
	assert.Equal(t, unused, got)

	_, err = gocmd.WatchMutexes("package", "x")
	assert.Error(t, err)
}

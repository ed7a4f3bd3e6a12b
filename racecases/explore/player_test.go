package explore_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

const played = `package played

import (
	"os"
	"runtime/debug"
	"sync"
	"testing"
)

func TestMain(m *testing.M) {
	if _, _, err := os.Pipe(); err == nil {
		os.Exit(m.Run())
	}
}

type account struct{ balance int }

func TestLost(t *testing.T) {
	a := &account{}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() { a.balance++ })
	}
	both.Wait()
	if a.balance != 2 {
		t.Errorf("balance %d", a.balance)
	}
}

func deeper(n int) int { return deeper(n+1) + n }

func TestDies(t *testing.T) {
	debug.SetMaxStack(1 << 20)
	t.Log(deeper(0))
}
`

// TestPlayer plays the tests of a package. A child that dies of one of them is replaced by
// another one.
func TestPlayer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/played\n\ngo 1.26\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "played_test.go"), []byte(played), 0o644))
	program, err := explore.Tests(t.Context(), dir, ".", "", explore.BuildMode{Played: true})
	require.NoError(t, err)
	require.NoError(t, program.Build(t.Context(), t.TempDir()))
	player, err := program.Player(t.Context())
	require.NoError(t, err)
	defer func() { assert.NoError(t, player.Close()) }()

	open := []string{"played_test.go:22"}
	found, err := player.Explore("TestLost", explore.Options{Delays: 1, Open: open})
	require.NoError(t, err)
	require.Equal(t, scheduler.Fails, found.Verdict)
	lost := func() {
		t.Helper()
		s, err := player.Play("TestLost", scheduler.Play{Schedule: found.Replay, At: math.MaxInt, Open: open}, explore.Options{})
		require.NoError(t, err)
		require.NotNil(t, s.Failure)
		assert.Equal(t, found.Failure.Message, s.Failure.Message)
		assert.Contains(t, s.LeftOut, "TestMain, which is not modelled: os.Pipe")
	}
	lost()
	meet := func(open ...string) (states []scheduler.State) {
		for at := 0; ; at++ {
			s, err := player.Play("TestLost", scheduler.Play{Schedule: found.Replay, At: at, Open: open}, explore.Options{})
			if err != nil || s.Over {
				return states
			}
			if len(s.Race) > 0 {
				states = append(states, s)
			}
		}
	}
	assert.Empty(t, meet(), "no statement is open")
	states := meet(open...)
	require.NotEmpty(t, states)
	for _, s := range states {
		require.Len(t, s.Race, 2)
		for i, x := range s.Race {
			assert.Equal(t, i+1, x.Goroutine)
			assert.Equal(t, "a.balance", x.Variable)
			assert.Equal(t, "played_test.go", x.Where[0].File)
		}
	}

	_, err = player.Play("TestDies", scheduler.Play{At: math.MaxInt}, explore.Options{})
	require.ErrorContains(t, err, "TestDies: the explored process crashed, which no schedule may: fatal error: stack overflow")
	lost()
}

package trial_test

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
	"threadlab/racecases/webtest"
)

// farEnough is beyond the end of all but the programs that never end.
const farEnough = 1000

// TestWebAssembly plays the schedule of every witness to its end, and to the middle, in
// WebAssembly: the states are those of this machine.
func TestWebAssembly(t *testing.T) {
	t.Parallel()
	webtest.Browser(t) // what is made here is what it runs
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skipf("%v: it runs WebAssembly", err)
	}
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	program, err := b.Program(t.Context(), corpus.Broken, explore.BuildMode{Played: true})
	require.NoError(t, err)
	player, err := program.Player(t.Context())
	require.NoError(t, err)
	var jobs bytes.Buffer
	var want []string
	text := func(s scheduler.State) string {
		out, err := json.Marshal(s)
		require.NoError(t, err)
		return string(out)
	}
	play := func(job message.Job) scheduler.State {
		s, err := player.State(job)
		require.NoError(t, err, job.Entry)
		require.NoError(t, json.NewEncoder(&jobs).Encode(job))
		want = append(want, text(s))
		return s
	}
	for _, ref := range corpus.Refs(lessons.All()) {
		w, ok, err := ref.Witness()
		require.NoError(t, err)
		if !ok {
			continue
		}
		job := message.Job{Entry: ref.Name(), Options: trial.ExploredOptions(), Play: &scheduler.Play{Schedule: w.Schedule, At: farEnough}}
		if w.Accesses {
			job.Play.Open = []string{"all"}
		}
		end := play(job)
		middle := *job.Play
		middle.At, job.Play = end.At/2, &middle
		play(job)
	}
	require.NoError(t, player.Close())
	got := inNode(t, node, b, &jobs)
	require.Len(t, got, len(want))
	for i, state := range got {
		assert.Equal(t, want[i], strings.ReplaceAll(text(state), `"file":"threadlab/`, `"file":"`))
	}
}

func inNode(t *testing.T, node string, b *trial.Builder, jobs *bytes.Buffer) (states []scheduler.State) {
	t.Helper()
	module, err := b.WebAssembly(t.Context(), corpus.Broken)
	require.NoError(t, err)
	goroot, err := gocmd.Go{}.Getenv(t.Context(), "GOROOT")
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), node, "testdata/jobs.mjs", filepath.Join(goroot[0], "lib", "wasm", "wasm_exec.js"), module)
	cmd.Stdin = jobs
	out, err := cmd.Output()
	require.NoError(t, err)
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var r message.Result
		require.NoError(t, decoder.Decode(&r))
		require.NotNil(t, r.State, r.Error)
		states = append(states, *r.State)
	}
	return states
}

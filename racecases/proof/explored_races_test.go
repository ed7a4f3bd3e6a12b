package proof_test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// raced are cases that are explored under the race detector in any run: a race at a
// plain variable, in a library of ours, at a channel, in a map, one that is hidden from
// a single run, and cases without one, whose failures have messages.
var raced = []string{
	"lock/lost-update", "gil/plus-equals-free", "daemon/send-on-closed-at-shutdown",
	"idiom/dict-to-map", "idiom/hidden-by-mutex", "idiom/lost-cancel", "lock/abba",
}

// TestRaces explores halves with the race detector looking on: each race of a broken
// one is found, on the lines that are marked for it, and found again in a process of
// its own; a correct one has none.
func TestRaces(t *testing.T) {
	t.Parallel()
	races, counted := 0, readCounts(t)
	for half, program := range buildBoth(t, explore.BuildMode{Race: true}) {
		var refs []corpus.Ref
		var jobs []explore.Job
		for _, ref := range corpus.Refs(lessons.All()) {
			if ref.Case.NotModelled != "" || !*whole && !slices.Contains(raced, ref.Name()) || !slices.Contains(ref.Halves(), half) {
				continue
			}
			o := explore.Options{Delays: delays(ref, half, counted), Time: time.Minute}
			refs, jobs = append(refs, ref), append(jobs, explore.Job{Entry: ref.Name(), Options: o})
		}
		reports, err := program.Do(t.Context(), jobs...)
		require.NoError(t, err)
		for i, ref := range refs {
			t.Run(ref.Name()+" "+string(half), func(t *testing.T) {
				r := reports[i]
				if half == corpus.Correct {
					require.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
					return
				}
				if racesOnMarks(t, program, ref, r) {
					races++
				}
			})
		}
	}
	t.Logf("%d races found, and found again", races)
}

// racesOnMarks checks the report on a broken half. It returns whether a race was found,
// and found again.
func racesOnMarks(t *testing.T, p *explore.Program, ref corpus.Ref, r explore.Report) bool {
	t.Helper()
	require.Equal(t, scheduler.Fails, r.Verdict, r.Why)
	if ref.Case.Class == corpus.DataRace && r.Failure.Kind != scheduler.Race { // what fails first may hide it, but not from a survey
		all, err := p.Explore(t.Context(), ref.Name(), explore.Options{Survey: true, Schedules: trial.ExploredOptions().Schedules})
		require.NoError(t, err)
		assert.True(t, slices.ContainsFunc(all.Findings, func(f explore.Finding) bool { return f.Failure.Kind == scheduler.Race }), "%v", r.Failure)
	}
	marks, err := ref.Marks(corpus.Broken)
	require.NoError(t, err)
	assert.True(t, proof.OnMarks(ref, marks, r.Failure), "no mark is on\n%v\n%s", r.Failure, r.Failure.Stack)
	if r.Failure.Kind != scheduler.Race {
		return false
	}
	leadsToTheProgram(t, ref, r.Failure)
	racesAgain(t, p, ref, r)
	return true
}

// leadsToTheProgram checks that each access has a goroutine and a place that is not
// the explorer's.
func leadsToTheProgram(t *testing.T, ref corpus.Ref, f *scheduler.Failure) {
	t.Helper()
	require.Len(t, f.Races, 2)
	for _, x := range f.Races {
		assert.GreaterOrEqual(t, x.Goroutine, 0, f.Stack)
		at, ok := explore.Place(x.Where, proof.Folder(ref))
		assert.True(t, ok && path.Dir(at.File) == proof.Folder(ref), "%v\n%s", at, f.Stack)
		if made, ok := explore.Place(x.Created, proof.Folder(ref)); x.Goroutine > 0 {
			assert.True(t, ok && !strings.Contains(made.File, "racecases/explore/"), "made at %v\n%s", made, f.Stack)
		}
	}
	assert.False(t, strings.Contains(f.Races[0].Op, "read") && strings.Contains(f.Races[1].Op, "read"), f.Stack)
}

func racesAgain(t *testing.T, program *explore.Program, ref corpus.Ref, r explore.Report) {
	t.Helper()
	again, err := program.Explore(t.Context(), ref.Name(), explore.Options{Replay: r.Replay})
	require.NoError(t, err)
	require.Equal(t, scheduler.Fails, again.Verdict, again.Why)
	assert.Equal(t, r.Trace, again.Trace)
	assert.Equal(t, r.Failure.Races, again.Failure.Races)
}

// TestPlantedRaces plants faults in what the explorer tells the race detector: if a
// gate is not hidden from it, the hand-over orders everything, and a race is missed; if
// a mutex orders nothing, a repaired case is said to race.
func TestPlantedRaces(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, file       string
		without          []string
		half             corpus.Half
		planted, healthy scheduler.Verdict
	}{
		{
			"gates are not hidden", "race/on.go", []string{"runtime.RaceDisable()", "runtime.RaceEnable()"},
			corpus.Broken, scheduler.Exhausted, scheduler.Fails,
		},
		{
			"a mutex orders nothing", "model/mutex.go", []string{"race.Release(unsafe.Pointer(m))"},
			corpus.Correct, scheduler.Fails, scheduler.Exhausted,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			ref, err := lessons.Find("lock/lost-update-go")
			require.NoError(t, err)
			r, err := build(t, test.half, explore.BuildMode{Race: true}).Explore(t.Context(), ref.Name(), explore.Options{Delays: 2})
			require.NoError(t, err)
			require.Equal(t, test.healthy, r.Verdict)

			r, err = buildPlanted(t, test.half, test.file, test.without).Explore(t.Context(), ref.Name(), explore.Options{Delays: 2})
			require.NoError(t, err)
			require.Equal(t, test.planted, r.Verdict, "%v", r.Failure)
			if r.Verdict == scheduler.Fails {
				assert.Equal(t, scheduler.Race, r.Failure.Kind)
			}
		})
	}
}

// onlyLocks is the list of lessons with one alone: all lessons would have to be compiled for a fault that is planted.
const onlyLocks = `package lessons

import (
	"errors"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons/lock"
)

func All() []corpus.Lesson { return []corpus.Lesson{lock.Lesson()} }

func Slugs() []string { return nil }

func Find(name string) (corpus.Ref, error) { return corpus.Ref{}, errors.New(name + " is not here") }
`

// buildPlanted builds a half without some calls that the explorer makes. The build is kept until a source changes.
func buildPlanted(t *testing.T, half corpus.Half, file string, calls []string) *explore.Program {
	t.Helper()
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join("../explore", file))
	require.NoError(t, err)
	source := string(text)
	for _, call := range calls {
		require.Equal(t, 1, strings.Count(source, call), call)
		source = strings.Replace(source, call, "", 1)
	}
	corpus := trial.Corpus(root, half)
	corpus.Instrument = []string{"threadlab/racecases/lessons/lock"}
	corpus.Files = map[string]string{
		filepath.Join(root, "racecases", "explore", file):         source,
		filepath.Join(root, "racecases", "lessons", "lessons.go"): onlyLocks,
	}
	p := corpus.Program(explore.BuildMode{Race: true})

	cache, err := gocmd.OpenCache()
	require.NoError(t, err)
	key := gocmd.NewKey(root)
	key.Add("planted", half, corpus.Instrument, corpus.Files)
	require.NoError(t, key.Sources(corpus.Module, corpus.Package))
	require.NoError(t, explore.AddTo(key))
	require.NoError(t, key.Go(t.Context(), gocmd.Go{Dir: root}))
	dir, err := cache.Entry(t.Context(), key, func(dir string) error { return p.Build(t.Context(), dir) })
	require.NoError(t, err)
	p.Open(dir)
	return p
}

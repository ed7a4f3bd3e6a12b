package explore_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

// refused are the cases that use what is not modelled, and part of what the explorer
// says of them. A case that is modelled now must be taken off the list.
var refused = map[string]string{
	"event/signal-unbuffered":    "os/signal.Notify",
	"daemon/lost-writes-at-exit": "effects after the end of the process",
	"daemon/os-exit-skips-defer": "effects after the end of the process",
	"daemon/close-before-drain":  "effects after the end of the process",
}

// deep are the halves that have too many schedules with two delays for a test.
var deep = map[string]string{
	"gil/plus-equals correct": "four threads under a GIL look at the clock in every step: 242,000 schedules with two delays",
}

// unseen are the data races whose harm is done between two points: without points at
// shared accesses no schedule shows it. The race detector does.
var unseen = map[string]bool{
	"lock/lost-update": true, "lock/lost-update-go": true, "lock/copied-receiver": true, "lock/two-locks": true,
	"lock/write-under-read-lock": true, "lock/dcl-plain-pointer": true, "lock/escaped-reference": true,
	"rlock/owner-not-cleared": true, "rlock/owner-plain": true,
	"semaphore/release-before-use": true, "semaphore/permit-from-nowhere": true,
	"event/plain-bool-spin":              true,
	"condition/predicate-plain-unlocked": true, "condition/wrong-mutex": true,
	"barrier/plain-counter": true,
	"timer/self-reference":  true, "timer/stop-false-ignored": true,
	"gil/plus-equals-free": true, "gil/one-p-illusion": true, "gil/mixed-atomic-plain": true,
	"gil/list-append": true, "gil/iterate-while-mutate": true, "gil/torn-interface": true,
	"gil/same-value-write":        true,
	"idiom/slice-header-by-value": true, "idiom/ctx-mutable-value": true, "idiom/dict-to-map": true,
	"idiom/hidden-by-mutex": true, "idiom/atomic-self-assign": true,
	"idiom/hidden-by-io": true, "idiom/seldom-executed": true,
}

// TestCorpus explores every half: each broken one that the race detector cannot see
// fails, on a line that its marks name, and no correct one does.
func TestCorpus(t *testing.T) {
	runners, page := build(t), readCounts(t)
	for _, ref := range corpus.Refs(lessons.All()) {
		for _, half := range ref.Halves() {
			name := ref.Name() + " " + string(half)
			t.Run(name, func(t *testing.T) {
				o := explore.Options{Delays: 2, Time: time.Minute}
				if deep[name] != "" {
					o.Delays = 1
				}
				r, err := runners[half].Explore(t.Context(), ref, o)
				if why, ok := refused[ref.Name()]; ok {
					require.ErrorAs(t, err, new(explore.RefusedError))
					require.ErrorContains(t, err, "not modelled: "+why)
					return
				}
				require.NoError(t, err)
				if half == corpus.Correct {
					require.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
					if deep[name] == "" {
						assert.Equal(t, page[ref.Name()], r.Schedules, "%s is not of today: go test ./racecases/explore -run TestThreeDelays -timeout 0 -whole -update", counts)
					}
					return
				}
				if ref.Case.Class == corpus.DataRace {
					assert.Equal(t, unseen[ref.Name()], r.Verdict == scheduler.Exhausted, "%s: %v", r.Verdict, r.Failure)
				} else {
					require.Equal(t, scheduler.Fails, r.Verdict, r.Why)
				}
				if r.Verdict == scheduler.Fails {
					marks, err := ref.Marks(corpus.Broken)
					require.NoError(t, err)
					assert.True(t, explore.OnMarks(ref, marks, r.Failure), "no mark is on\n%v", r.Failure)
					replays(t, runners[half], ref, r, 1)
				}
			})
		}
	}
}

// TestSeeds: whatever the order in which the schedules of a level are tried, each bug
// that shows at operations is found, with as few delays.
func TestSeeds(t *testing.T) {
	seeds := uint64(3)
	if *whole {
		seeds = 20
	}
	runner := build(t)[corpus.Broken]
	for _, ref := range corpus.Refs(lessons.All()) {
		if refused[ref.Name()] != "" || unseen[ref.Name()] || ref.Case.Negative {
			continue
		}
		t.Run(ref.Name(), func(t *testing.T) {
			fewest := -1
			for seed := range seeds {
				r, err := runner.Explore(t.Context(), ref, explore.Options{Delays: 2, Seed: seed})
				require.NoError(t, err)
				require.Equal(t, scheduler.Fails, r.Verdict, "seed %d", seed)
				if fewest < 0 {
					fewest = r.Delays
				}
				assert.Equal(t, fewest, r.Delays, "seed %d", seed)
			}
		})
	}
}

// replays runs a failing schedule again, each time in a process of its own.
func replays(t *testing.T, runner *explore.Runner, ref corpus.Ref, r explore.Report, times int) {
	t.Helper()
	for range times {
		again, err := runner.Explore(t.Context(), ref, explore.Options{Replay: r.Replay})
		require.NoError(t, err)
		require.Equal(t, scheduler.Fails, again.Verdict)
		require.Equal(t, r.Trace, again.Trace)
		again.Failure.Stack = r.Failure.Stack // it has addresses
		require.Equal(t, r.Failure, again.Failure)
	}
}

// harmless are the races that no schedule of the model shows, and why.
var harmless = map[string]string{
	"lock/dcl-plain-pointer":             "what it publishes too early is whole in a sequentially consistent execution",
	"rlock/owner-plain":                  "a thread that reads its own name there has written it itself, unless memory is weak",
	"event/plain-bool-spin":              "the loop ends unless the compiler reads once for all",
	"condition/predicate-plain-unlocked": "the notification comes under the lock, after the write",
	"condition/wrong-mutex":              "the notification comes under the lock, after the write",
	"gil/mixed-atomic-plain":             "the plain read returns some count that was",
	"gil/same-value-write":               "everybody writes the same",
	"gil/torn-interface":                 "an access of two words is one step",
	"gil/iterate-while-mutate":           "a range goes through the map in one step",
	"idiom/dict-to-map":                  "two writes of a map never overlap",
	"idiom/slice-header-by-value":        "the count is of fewer, which it may be",
}

// TestAccesses explores the races that harm nobody at operations alone, with points
// at shared accesses, and their repairs.
func TestAccesses(t *testing.T) {
	runners := buildWith(t, explore.How{Accesses: true})
	for name := range unseen {
		t.Run(name, func(t *testing.T) {
			ref, err := lessons.Find(name)
			require.NoError(t, err)
			o := explore.Options{Delays: 2, Time: 20 * time.Second}
			r, err := runners[corpus.Broken].Explore(t.Context(), ref, o)
			require.NoError(t, err)
			if harmless[name] != "" {
				assert.Equal(t, scheduler.Exhausted, r.Verdict, "%v %s", r.Failure, r.Why)
			} else {
				assert.Equal(t, scheduler.Fails, r.Verdict, r.Why)
			}
			r, err = runners[corpus.Correct].Explore(t.Context(), ref, o)
			require.NoError(t, err)
			assert.Equal(t, scheduler.Exhausted, r.Verdict, "correct %v %s", r.Failure, r.Why)
		})
	}
}

// TestReplay replays a failure of each kind a hundred times, from three seeds.
func TestReplay(t *testing.T) {
	runners := build(t)
	for _, name := range []string{"lock/split-critical-section", "lock/abba", "idiom/select-priority", "idiom/early-return-leak", "event/double-set-close", "condition/notify-before-wait"} {
		t.Run(name, func(t *testing.T) {
			ref, err := lessons.Find(name)
			require.NoError(t, err)
			for seed := range uint64(3) {
				r, err := runners[corpus.Broken].Explore(t.Context(), ref, explore.Options{Delays: 2, Seed: seed})
				require.NoError(t, err)
				require.Equal(t, scheduler.Fails, r.Verdict)
				replays(t, runners[corpus.Broken], ref, r, 34)
			}
		})
	}
}

// TestNeverDeviating plants a scheduler that takes no delay: of the bugs that need
// one it finds nothing.
func TestNeverDeviating(t *testing.T) {
	runners := build(t)
	for _, name := range []string{"lock/split-critical-section", "gil/atomic-load-store", "idiom/select-priority"} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		r, err := runners[corpus.Broken].Explore(t.Context(), ref, explore.Options{Delays: 0})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Exhausted, r.Verdict, name)
		r, err = runners[corpus.Broken].Explore(t.Context(), ref, explore.Options{Delays: 1})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Fails, r.Verdict, name)
	}
}

// TestTables checks that the tables name cases that there are.
func TestTables(t *testing.T) {
	for _, table := range []map[string]string{refused, deep, harmless, sooner} {
		for name := range table {
			name, _, _ = strings.Cut(name, " ")
			_, err := lessons.Find(name)
			assert.NoError(t, err)
		}
	}
	for name := range harmless {
		assert.True(t, unseen[name], name)
	}
	for name := range unseen {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		assert.Equal(t, corpus.DataRace, ref.Case.Class, name)
	}
}

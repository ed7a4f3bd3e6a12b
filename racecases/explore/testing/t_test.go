package testing_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
	explored "threadlab/racecases/explore/testing"
)

type subject = func(*explored.T)

// TestT runs tests of the model under every schedule with up to two delays. An empty
// kind: none fails.
func TestT(t *testing.T) {
	tests := []struct {
		name string
		test subject
		kind scheduler.Kind
		text string
	}{
		{"passes", func(t *explored.T) { t.Helper(); t.Log("fine"); _, _ = t.Output().Write(nil) }, "", ""},
		{"fails", func(t *explored.T) { t.Errorf("got %d", 1) }, scheduler.Assertion, "TestX at "},
		{"names its place", func(t *explored.T) { t.Error("got 1") }, scheduler.Assertion, "t_test.go:"},
		{"a helper is not a place", func(t *explored.T) { fails(t) }, scheduler.Assertion, "t_test.go:29: at its caller"},
		{"FailNow ends it with its deferred calls and Cleanup", func(t *explored.T) {
			t.Cleanup(func() { t.Error("cleaned") })
			defer t.Error("deferred")
			t.Fatal("fatal")
			t.Error("went on")
		}, scheduler.Assertion, "fatal.*deferred.*cleaned"},
		{"a skipped subtest passes", func(t *explored.T) {
			t.Run("s", func(t *explored.T) { t.Skip("no"); t.Error("went on") })
		}, "", ""},
		{"testify", func(t *explored.T) { require.Equal(t, 1, 2) }, scheduler.Assertion, "Not equal"},
		{"a subtest fails the test and ends alone", func(t *explored.T) {
			if t.Run("a b", func(t *explored.T) { t.FailNow() }) || !t.Failed() {
				t.Error("not noticed")
			}
			t.Run("a b", func(t *explored.T) { t.Error(t.Name()) })
		}, scheduler.Assertion, "TestX/a_b#01"},
		{"Parallel is called once", func(t *explored.T) { t.Parallel(); t.Parallel() }, scheduler.Panic, "testing: t.Parallel called multiple times"},
		{"Cleanup runs no subtest", func(t *explored.T) {
			t.Cleanup(func() { t.Run("late", func(*explored.T) {}) })
		}, scheduler.Panic, "testing: t.Run called during t.Cleanup"},
		{"there is one folder for artifacts", func(t *explored.T) { assert.Equal(t, t.ArtifactDir(), t.ArtifactDir()) }, "", ""},
		{"parallel subtests race", func(t *explored.T) {
			n := new(model.Int64)
			for range 2 {
				t.Run("p", func(t *explored.T) { t.Parallel(); n.Store(n.Load() + 1) })
			}
			if n.Load() != 0 {
				t.Error("they do not wait for the parent")
			}
			t.Cleanup(func() {
				if n.Load() != 2 {
					t.Errorf("n is %d", n.Load())
				}
			})
		}, scheduler.Assertion, "n is 1"},
		{"synctest.Wait waits for the receiver to arrive", func(t *explored.T) {
			explored.SynctestTest(t, func(t *explored.T) { trySend(t, explored.SynctestWait) })
		}, "", ""},
		{"without it, the receiver may not have arrived", func(t *explored.T) { trySend(t, func() {}) }, scheduler.Assertion, "no receiver"},
		{"the first to arrive is served first", func(t *explored.T) { queue(t, explored.SynctestWait) }, "", ""},
		{"without a wait, the first to start may arrive last", func(t *explored.T) { queue(t, func() {}) }, scheduler.Assertion, "got 2"},
		{"a context ends before Cleanup", func(t *explored.T) {
			ctx := t.Context()
			t.Cleanup(func() { model.Recv(ctx.Done()) })
		}, "", ""},
		{"a log that may come after the end", func(t *explored.T) {
			model.Go(func() { t.Log("late") })
			model.Gosched()
		}, scheduler.Panic, "Log in goroutine after TestX has completed: late"},
		{"a wait for a goroutine that Fatal has ended", func(t *explored.T) {
			model.Go(func() { t.Fatal("no such row") })
			model.Forever()
		}, scheduler.Deadlock, "1 of 2 goroutines waits for ever.TestX at [^ ]*t_test.go:[0-9]+: no such row"},
		{"a wait for ever", func(t *explored.T) { t.Run("x", func(*explored.T) { model.Forever() }) }, scheduler.Deadlock, ""},
		{"time in a bubble is exact", func(t *explored.T) {
			explored.SynctestTest(t, func(t *explored.T) {
				begin, done := model.Now(), false
				model.AfterFunc(5, func() { done = true })
				explored.SynctestWait()
				if done {
					t.Error("it ran ahead")
				}
				if model.Sleep(5); model.Since(begin) != 5 {
					t.Errorf("%v passed", model.Since(begin))
				}
				if explored.SynctestWait(); !done {
					t.Error("it did not go off")
				}
			})
		}, "", ""},
		{"a timer of 0 fires, or not yet", func(t *explored.T) {
			explored.SynctestTest(t, func(t *explored.T) {
				c := make(chan int)
				model.Go(func() { model.Send(c)(1) })
				if model.Select(false, model.RecvCase(c), model.RecvCase(model.After(0))) == 1 {
					model.Recv(c)
					t.Error("it fired before")
				}
			})
		}, scheduler.Assertion, "it fired before"},
		{"timers of one instant fire in any order", func(t *explored.T) {
			explored.SynctestTest(t, func(t *explored.T) {
				first, second := model.After(time.Second), model.After(time.Second)
				if model.Select(false, model.RecvCase(second), model.RecvCase(first)) == 0 {
					t.Error("the second was first")
				}
			})
		}, scheduler.Assertion, "the second was first"},
		{"a bubble begins at an instant of its own", func(t *explored.T) {
			if now := model.Now(); now.Year() == 2000 || now.Nanosecond() == 0 {
				t.Errorf("before it, %v", now)
			}
			explored.SynctestTest(t, func(t *explored.T) {
				if now := model.Now(); now.UnixNano() != 946684800_000_000_000 {
					t.Errorf("in it, %v", now)
				}
			})
		}, "", ""},
		{"panics", func(*explored.T) { panic("oh") }, scheduler.Panic, "oh"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := explore(t, "TestX", tt.test)
			require.NoError(t, err)
			if tt.kind == "" {
				require.Equal(t, scheduler.Exhausted, a.Verdict, "%v", a.Failure)
				return
			}
			require.Equal(t, scheduler.Fails, a.Verdict, a.Why)
			assert.Equal(t, tt.kind, a.Failure.Kind, "%v", a.Failure)
			assert.Regexp(t, "(?s)"+tt.text, a.Failure.Message)
		})
	}
}

// trySend sends if a receiver waits.
func trySend(t *explored.T, wait func()) {
	c := make(chan int)
	model.Go(func() { model.Recv(c) })
	wait()
	if model.Select(true, model.SendCase(c)(1)) < 0 {
		model.Close(c)
		t.Error("no receiver")
	}
}

// queue has two goroutines wait at a channel, the second one later.
func queue(t *explored.T, wait func()) {
	c, got := make(chan int), 0
	model.Go(func() { got = model.Recv(c) })
	wait()
	model.Go(func() { model.Recv(c) })
	wait()
	model.Send(c)(1)
	model.Send(c)(2)
	if wait(); got == 2 {
		t.Error("got 2")
	}
}

func fails(t *explored.T) {
	t.Helper()
	t.Error("at its caller")
}

func explore(t *testing.T, pattern string, f subject) (scheduler.Answer, error) {
	t.Helper()
	entry, err := explored.Find(map[string]subject{"TestX": f}, nil)(pattern)
	require.NoError(t, err)
	return scheduler.Explore(t.Context(), scheduler.Options{Delays: 2}, model.Explored(entry.Run))
}

// TestFind selects subtests, and knows what is not there.
func TestFind(t *testing.T) {
	both := func(t *explored.T) {
		t.Run("good", func(*explored.T) {})
		t.Run("bad", func(t *explored.T) { t.Error("ran") })
	}
	a, err := explore(t, "TestX/good", both)
	require.NoError(t, err)
	assert.Equal(t, scheduler.Exhausted, a.Verdict)
	a, err = explore(t, "TestX/b", both)
	require.NoError(t, err)
	assert.Equal(t, scheduler.Fails, a.Verdict)
	_, err = explored.Find(nil, nil)("TestY")
	require.EqualError(t, err, `no test "TestY"`)
	_, err = explore(t, "TestX", func(*explored.T) { new(explored.F).Fuzz(nil) })
	require.ErrorContains(t, err, "not modelled: testing.F.Fuzz at ")
}

// TestSkip ends the search if the test skips itself under every schedule, and else the
// schedules under which it does.
func TestSkip(t *testing.T) {
	_, err := explore(t, "TestX", func(t *explored.T) { t.Skip("no", "reason") })
	var skipped scheduler.SkippedError
	require.ErrorAs(t, err, &skipped)
	assert.Regexp(t, "^Skip at .*t_test.go:[0-9]+: no reason$", skipped)
	a, err := explore(t, "TestX", func(t *explored.T) {
		n := 0
		model.Go(func() { n = 1 })
		if model.Gosched(); n == 0 {
			t.Skipf("it is %d", n)
		}
	})
	require.NoError(t, err)
	assert.Equal(t, scheduler.Exhausted, a.Verdict)
	assert.Greater(t, a.Schedules, 1)
	a, err = explore(t, "TestX", func(t *explored.T) { t.Error("first"); t.SkipNow() })
	require.NoError(t, err)
	assert.Equal(t, scheduler.Fails, a.Verdict)
}

// TestBenchmark runs an iteration of each part.
func TestBenchmark(t *testing.T) {
	a, err := explore(t, "TestX", func(t *explored.T) {
		ran, allocations := 0, explored.AllocsPerRun(1, func() {})
		result := explored.Benchmark(func(b *explored.B) {
			for b.Loop() {
				ran++
			}
			b.Run("part", func(b *explored.B) { ran += b.N; b.SkipNow() })
			b.RunParallel(func(pb *explored.PB) {
				for pb.Next() {
					ran++
				}
			})
		})
		failed := explored.Benchmark(func(b *explored.B) { b.FailNow() })
		if ran != 3 || allocations != 0 || result.N != 1 || failed.N != 0 {
			t.Error(ran, allocations, result, failed)
		}
	})
	require.NoError(t, err)
	assert.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
}

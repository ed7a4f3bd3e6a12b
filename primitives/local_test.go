package primitives_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func TestLocal(t *testing.T) {
	a, b := twoOwners()
	var x, y primitives.Local[int]
	check := func(l *primitives.Local[int], th *primitives.Thread, want int, has bool) {
		t.Helper()
		got, ok := l.Get(th)
		require.Equal(t, has, ok)
		require.Equal(t, want, got)
	}
	check(&x, a, 0, false)
	x.Delete(a)
	x.Set(a, 1)
	check(&x, a, 1, true)
	check(&x, b, 0, false)
	check(&y, a, 0, false)
	x.Set(b, 2)
	y.Set(a, 3)
	x.Set(a, 4)
	check(&x, a, 4, true)
	check(&x, b, 2, true)
	x.Delete(a)
	check(&x, a, 0, false)
	check(&x, b, 2, true)
	check(&y, a, 3, true)
}

// A nil interface is a value like any other.
func TestLocalNil(t *testing.T) {
	a, _ := twoOwners()
	var l primitives.Local[error]
	l.Set(a, nil)
	got, ok := l.Get(a)
	require.True(t, ok)
	require.NoError(t, got)
}

// A thread's values are gone when it has ended or detached, though its Thread and the Local live on.
func TestLocalDropped(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var l primitives.Local[*[64]byte]
		var value weak.Pointer[[64]byte]
		set := func(th *primitives.Thread) {
			v := new([64]byte)
			value = weak.Make(v)
			l.Set(th, v)
		}
		gone := func(th *primitives.Thread) {
			t.Helper()
			_, ok := l.Get(th)
			require.False(t, ok)
			runtime.GC()
			require.Nil(t, value.Value())
		}
		var end primitives.Event
		th := start(t, in.NewThread(func(th *primitives.Thread) error {
			set(th)
			th.Blocking(end.Wait)
			return nil
		}))
		synctest.Wait()
		runtime.GC()
		require.NotNil(t, value.Value(), "it lives while its thread does")
		end.Set()
		require.NoError(t, th.Join(nil))
		gone(th)

		dummy := in.Attach("")
		set(dummy)
		dummy.Detach()
		gone(dummy)
		require.Zero(t, l.Threads(), "the Local remembers threads that have ended")
	})
}

// The initialiser runs once for each thread, in it, and again after it has failed in whichever way.
func TestLocalInitialisesPerThread(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		calls := 0
		l := primitives.NewLocal(func() (int, error) {
			if calls++; calls == 1 {
				panic(errTest)
			}
			return calls, nil
		})
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			require.PanicsWithValue(t, errTest, func() { _, _ = l.Value(main) })
			_, ok := l.Get(main)
			require.False(t, ok)
			for want := 2; want <= 4; want++ {
				th := start(t, main.NewThread(func(th *primitives.Thread) error {
					for range 3 {
						if v, err := l.Value(th); v != want || err != nil {
							panic(v)
						}
					}
					return nil
				}))
				require.NoError(t, th.Join(main))
			}
			v, err := l.Value(main)
			require.NoError(t, err)
			require.Equal(t, 5, v)
			return nil
		}))
		_, ok := l.Get(in.MainThread())
		require.False(t, ok, "the main thread has ended")
	})
}

// A Local that is garbage takes the values of all its threads along, while some of them end.
func TestLocalGarbage(t *testing.T) {
	const threads = 64
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	var values []weak.Pointer[[64]byte]
	var alive, ending []*primitives.Thread
	func() {
		l := new(primitives.Local[*[64]byte])
		for i := range threads {
			th := in.Attach("")
			v := new([64]byte)
			l.Set(th, v)
			values = append(values, weak.Make(v))
			if i%2 == 0 {
				ending = append(ending, th)
			} else {
				alive = append(alive, th)
			}
		}
		l.Delete(alive[0])
	}()
	var ended sync.WaitGroup
	ended.Go(func() {
		for _, th := range ending {
			th.Detach()
		}
	})
	require.Eventually(t, func() bool {
		runtime.GC()
		return !slices.ContainsFunc(values, func(v weak.Pointer[[64]byte]) bool { return v.Value() != nil })
	}, time.Minute, time.Millisecond)
	ended.Wait()
	for _, th := range alive {
		th.Detach()
	}
}

// BenchmarkLocalEnd is the end of one of many living threads that have a value of the same Local, and the beginning of another. It
// costs the same however many they are.
func BenchmarkLocalEnd(b *testing.B) {
	for _, threads := range []int{1000, 32000} {
		b.Run(fmt.Sprintf("threads=%d", threads), func(b *testing.B) {
			var l primitives.Local[int]
			in := primitives.NewInterpreter(primitives.WithoutGIL())
			all := make([]*primitives.Thread, threads)
			begin := func(th **primitives.Thread) {
				*th = in.Attach("")
				l.Set(*th, 1)
			}
			for i := range all {
				begin(&all[i])
			}
			for b.Loop() {
				th := &all[rand.IntN(threads)]
				(*th).Detach()
				begin(th)
			}
			for _, th := range all {
				th.Detach()
			}
		})
	}
}

func TestLocalNeedsThread(t *testing.T) {
	var l primitives.Local[int]
	for _, use := range []func(){
		func() { l.Get(nil) },
		func() { l.Set(nil, 1) },
		func() { l.Delete(nil) },
		func() { _, _ = l.Value(nil) },
	} {
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called", use)
	}
}

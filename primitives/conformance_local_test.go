package primitives_test

import (
	"runtime"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A payload is what a Local holds where its end matters. It can refer to its Local.
type payload struct {
	local *primitives.Local[*payload]
	_     [64]byte
}

func localFacts() []fact {
	const class = "ThreadLocalTest"
	const dropped = "weak.Pointer"
	return []fact{
		{class, "test_local_refs", adapted, dropped + "; all of them are freed, at once", func(t tester) {
			in := primitives.NewInterpreter()
			var local primitives.Local[*payload]
			var values []weak.Pointer[payload]
			for range 20 {
				th := begin(t, in, func(th *primitives.Thread) error {
					p := new(payload)
					values = append(values, weak.Make(p))
					local.Set(th, p)
					return nil
				})
				require.NoError(t, th.Join(nil))
			}
			runtime.GC()
			for _, v := range values {
				require.Nil(t, v.Value())
			}
		}},
		{class, "test_derived", adapted, "an initialiser, not a subclass; its error is returned, and the next access asks again", derived},
		{class, "test_threading_local", adapted, "the caller is named; no attribute: false", func(t tester) {
			in := primitives.NewInterpreter(primitives.FreeThreaded())
			a, b := in.NewThread(nil), in.NewThread(nil)
			var local primitives.Local[int]
			local.Set(a, 1)
			for _, set := range []bool{true, false} {
				_, ok := local.Get(b)
				require.False(t, ok)
				_, ok = local.Get(a)
				require.Equal(t, set, ok)
				local.Delete(a)
			}
		}},
		{class, "test_cycle_collection", adapted, dropped + "; a value that refers to its Local lives until the thread ends", func(t tester) {
			in := primitives.NewInterpreter()
			value := func() weak.Pointer[payload] {
				local := new(primitives.Local[*payload])
				p := &payload{local: local}
				require.NoError(t, begin(t, in, func(th *primitives.Thread) error { local.Set(th, p); return nil }).Join(nil))
				return weak.Make(p)
			}()
			runtime.GC()
			require.Nil(t, value.Value())
		}},
		{
			class, "test_derived_cycle_dealloc", adapted, "the Local is dropped while its thread lives: its value goes too",
			func(t tester) { localDropped(t, time.Hour) },
		},
	}
}

func derived(t tester) {
	in := primitives.NewInterpreter(primitives.FreeThreaded())
	calls := 0
	local := primitives.NewLocal(func() (int, error) {
		if calls++; calls == 1 {
			return 0, errTest
		}
		return calls, nil
	})
	a, b := in.NewThread(nil), in.NewThread(nil)
	_, err := local.Value(a)
	require.ErrorIs(t, err, errTest)
	for range 2 {
		v, err := local.Value(a)
		require.NoError(t, err)
		require.Equal(t, 2, v)
	}
	v, err := local.Value(b)
	require.NoError(t, err)
	require.Equal(t, 3, v)
	local.Set(a, 10)
	v, err = local.Value(b)
	require.NoError(t, err)
	require.Equal(t, 3, v)
}

// localDropped waits, at most for limit, until a value has gone with its Local.
func localDropped(t tester, limit time.Duration) {
	th := primitives.NewInterpreter(primitives.FreeThreaded()).NewThread(nil)
	value := func() weak.Pointer[payload] {
		local, p := new(primitives.Local[*payload]), new(payload)
		local.Set(th, p)
		runtime.GC()
		_, ok := local.Get(th)
		require.True(t, ok)
		return weak.Make(p)
	}()
	for end := time.Now().Add(limit); value.Value() != nil && time.Now().Before(end); time.Sleep(time.Second) {
		runtime.GC()
		runtime.Gosched()
	}
	require.Nil(t, value.Value())
	runtime.KeepAlive(th)
}

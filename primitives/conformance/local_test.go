package conformance_test

import (
	"runtime"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A payload is what a Local holds where its end matters. It can refer to its Local.
type payload struct {
	local localLike[*payload]
	_     [64]byte
}

// A localLike is what ThreadLocalTest needs of a Local.
type localLike[T any] interface {
	Get(th *primitives.Thread) (T, bool)
	Set(th *primitives.Thread, value T)
	Value(th *primitives.Thread) (T, error)
	Delete(th *primitives.Thread)
}

// A localKind makes the Locals of ThreadLocalTest, which may be broken ones.
type localKind struct {
	payloads func() localLike[*payload]
	ints     func(init func() (int, error)) localLike[int]
	patience time.Duration // how long to wait for the collector
}

func localFacts() []fact {
	return localKind{
		func() localLike[*payload] { return new(primitives.Local[*payload]) },
		func(init func() (int, error)) localLike[int] { return primitives.NewLocal(init) },
		time.Hour,
	}.facts()
}

func (k localKind) facts() []fact {
	const class = "ThreadLocalTest"
	const dropped = "weak.Pointer"
	return []fact{
		{class, "test_local_refs", adapted, dropped + "; all of them are freed, at once", func(t tester) {
			in := primitives.NewInterpreter()
			local := k.payloads()
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
			runtime.KeepAlive(local)
		}},
		{class, "test_derived", adapted, "an initialiser, not a subclass; its error is returned, and the next access asks again", k.derived},
		{class, "test_threading_local", adapted, "the caller is named; no attribute: false", func(t tester) {
			in := primitives.NewInterpreter(primitives.WithoutGIL())
			a, b := in.NewThread(nil), in.NewThread(nil)
			local := k.ints(nil)
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
				local := k.payloads()
				p := &payload{local: local}
				require.NoError(t, begin(t, in, func(th *primitives.Thread) error { local.Set(th, p); return nil }).Join(nil))
				return weak.Make(p)
			}()
			runtime.GC()
			require.Nil(t, value.Value())
		}},
		{
			class, "test_derived_cycle_dealloc", adapted, "the Local is dropped while its thread lives: its value goes too",
			k.dropped,
		},
	}
}

func (k localKind) derived(t tester) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	calls := 0
	local := k.ints(func() (int, error) {
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

// dropped waits until a value has gone with its Local.
func (k localKind) dropped(t tester) {
	th := primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
	value := func() weak.Pointer[payload] {
		local, p := k.payloads(), new(payload)
		local.Set(th, p)
		runtime.GC()
		_, ok := local.Get(th)
		require.True(t, ok)
		return weak.Make(p)
	}()
	for end := time.Now().Add(k.patience); value.Value() != nil && time.Now().Before(end); time.Sleep(time.Second) {
		runtime.GC()
		runtime.Gosched()
	}
	require.Nil(t, value.Value())
	runtime.KeepAlive(th)
}

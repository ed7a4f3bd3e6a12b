package primitives_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

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

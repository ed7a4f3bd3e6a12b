package conformance_test

import (
	"bytes"
	"fmt"
	"runtime"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A threadLike is what the tests of threads need of a Thread.
type threadLike interface {
	Start() error
	Join(caller *primitives.Thread) error
	JoinTimeout(caller *primitives.Thread, d time.Duration) (bool, error)
	IsAlive() bool
	Ident() uint64
	Name() string
	SetName(name string)
	Daemon() bool
	SetDaemon(daemon bool) error
	fmt.Stringer
}

// A threadMaker makes the threads of the tests of threads; a planted one makes them with a mistake.
type threadMaker func(in *primitives.Interpreter, f func(*primitives.Thread) error, opts ...primitives.ThreadOption) threadLike

func newThread(in *primitives.Interpreter, f func(*primitives.Thread) error, opts ...primitives.ThreadOption) threadLike {
	return in.NewThread(f, opts...)
}

func (makeThread threadMaker) begin(
	t tester, in *primitives.Interpreter, f func(*primitives.Thread) error, opts ...primitives.ThreadOption,
) threadLike {
	t.Helper()
	th := makeThread(in, f, opts...)
	require.NoError(t, th.Start())
	return th
}

// finalizationShutdown has main end at different moments in the life of a thread that sets a thread-local value. The shutdown waits
// until the value has gone too, and says nothing.
func (makeThread threadMaker) finalizationShutdown(t tester) {
	local := new(primitives.Local[*[64]byte])
	var values []weak.Pointer[[64]byte]
	delays := []time.Duration{time.Millisecond, 3 * time.Millisecond, 10 * time.Millisecond}
	for _, before := range delays {
		for _, after := range delays {
			for _, main := range delays {
				values = append(values, makeThread.finalizeBeside(t, local, before, after, main))
			}
		}
	}
	runtime.GC()
	for _, v := range values {
		require.Nil(t, v.Value())
	}
	runtime.KeepAlive(local)
}

func (makeThread threadMaker) finalizeBeside(
	t tester, local *primitives.Local[*[64]byte], before, after, main time.Duration,
) (value weak.Pointer[[64]byte]) {
	t.Helper()
	var stderr bytes.Buffer
	in := primitives.NewInterpreter(primitives.WithStderr(&stderr))
	var self *primitives.Thread
	begun := time.Now()
	require.NoError(t, in.Run(func(m *primitives.Thread) error {
		makeThread.begin(t, in, func(th *primitives.Thread) error {
			th.Sleep(before)
			p := new([64]byte)
			self, value = th, weak.Make(p)
			local.Set(th, p)
			th.Sleep(after)
			return nil
		})
		m.Sleep(main)
		return nil
	}))
	require.Equal(t, max(main, before+after), time.Since(begun))
	require.False(t, self.IsAlive())
	require.Equal(t, []*primitives.Thread{in.MainThread()}, in.Threads())
	_, ok := local.Get(self)
	require.False(t, ok)
	require.Empty(t, stderr.String())
	return value
}

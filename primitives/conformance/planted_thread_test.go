package conformance_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

type threadFunc = func(*primitives.Thread) error

func TestConformanceSeesBrokenThreads(t *testing.T) {
	facts := func(makeThread threadMaker) []fact {
		return slices.Concat(makeThread.threadFacts(), makeThread.exceptHookFacts())
	}
	broken := func(breakIt func(th *primitives.Thread) threadLike) []fact {
		return facts(func(in *primitives.Interpreter, f threadFunc, opts ...primitives.ThreadOption) threadLike {
			return breakIt(in.NewThread(f, opts...))
		})
	}
	var free func()
	requireSeen(t, &free, []mistake{
		{"nothing", facts(newThread), nil},
		{
			"can be started again",
			broken(func(th *primitives.Thread) threadLike { return restartable{th} }),
			[]string{"test_start_thread_again", "test_limbo_cleanup", "test_start_new_thread_at_finalization"},
		},
		{
			"can be joined by anybody at any time",
			broken(func(th *primitives.Thread) threadLike { return joinable{th} }),
			[]string{"test_joining_current_thread", "test_joining_inactive_thread"},
		},
		{
			"ends when it is joined for a time",
			broken(func(th *primitives.Thread) threadLike { return hastyThread{th} }),
			[]string{"test_join_with_timeout"},
		},
		{
			"changes its daemon flag at any time",
			broken(func(th *primitives.Thread) threadLike { return fickleThread{th} }),
			[]string{"test_daemonize_active_thread"},
		},
		{
			"is alive after its end",
			broken(func(th *primitives.Thread) threadLike { return undead{th} }),
			[]string{
				"test_various_ops", "test_join_nondaemon_on_shutdown", "test_join_from_multiple_threads", "test_join_with_timeout",
			},
		},
		{
			"has no number",
			facts(func(in *primitives.Interpreter, f threadFunc, opts ...primitives.ThreadOption) threadLike {
				return in.NewThread(f, slices.Insert(opts, 0, primitives.WithName("Thread"))...)
			}),
			[]string{"test_name"},
		},
		{
			"is always a daemon",
			facts(func(in *primitives.Interpreter, f threadFunc, opts ...primitives.ThreadOption) threadLike {
				return in.NewThread(f, append(opts, primitives.WithDaemon(true))...)
			}),
			[]string{
				"test_various_ops", "test_join_nondaemon_on_shutdown", "test_repr_daemon", "test_daemon_param",
				"test_finalization_shutdown",
			},
		},
		{
			"keeps its function",
			facts(func(in *primitives.Interpreter, f threadFunc, opts ...primitives.ThreadOption) threadLike {
				return &hoarder{in.NewThread(f, opts...), f}
			}),
			[]string{"test_no_refcycle_through_target"},
		},
		{
			"does not report a failure",
			facts(func(in *primitives.Interpreter, f threadFunc, opts ...primitives.ThreadOption) threadLike {
				return in.NewThread(func(th *primitives.Thread) error { suppress(th, f); return nil }, opts...)
			}),
			[]string{
				"test_print_exception", "test_excepthook", "test_custom_excepthook", "test_custom_excepthook_fail",
				"test_name", // for want of its function's
			},
		},
		{
			"does something else",
			facts(func(in *primitives.Interpreter, _ threadFunc, opts ...primitives.ThreadOption) threadLike {
				return in.NewThread(func(th *primitives.Thread) error { th.Sleep(time.Minute); return nil }, opts...)
			}),
			[]string{
				"test_args_argument", "test_boolean_target", "test_various_ops", "test_name", "test_joining_current_thread",
				"test_join_nondaemon_on_shutdown", "test_finalization_shutdown", "test_leak_without_join",
				"test_multithread_modify_file_noerror",
				"test_print_exception", "test_excepthook", "test_custom_excepthook", "test_custom_excepthook_fail",
			},
		},
	})
}

type restartable struct{ *primitives.Thread }

func (r restartable) Start() error {
	_ = r.Thread.Start()
	return nil
}

type joinable struct{ *primitives.Thread }

func (j joinable) Join(caller *primitives.Thread) error {
	err := j.Thread.Join(caller)
	if errors.Is(err, primitives.ErrNotStarted) || errors.Is(err, primitives.ErrJoinSelf) {
		return nil
	}
	return err
}

type hastyThread struct{ *primitives.Thread }

func (hastyThread) JoinTimeout(*primitives.Thread, time.Duration) (bool, error) { return true, nil }

type fickleThread struct{ *primitives.Thread }

func (f fickleThread) SetDaemon(daemon bool) error {
	_ = f.Thread.SetDaemon(daemon)
	return nil
}

type undead struct{ *primitives.Thread }

func (u undead) IsAlive() bool { return u.Ident() != 0 }

type hoarder struct {
	*primitives.Thread
	f threadFunc
}

func suppress(th *primitives.Thread, f threadFunc) {
	defer func() { _ = recover() }()
	if f != nil {
		_ = f(th)
	}
}

func TestConformanceSeesBrokenLocals(t *testing.T) {
	if !kinds.CountsMemory() {
		t.Skip("garbage is not collected here: what is dropped is not seen to be")
	}
	newPayloads := func() localLike[*payload] { return new(primitives.Local[*payload]) }
	newInts := func(init func() (int, error)) localLike[int] { return primitives.NewLocal(init) }
	var hoard sync.Map // outlives threads and Locals
	var free func()
	requireSeen(t, &free, []mistake{
		{"nothing", localFacts(), nil},
		{
			"is one for all threads",
			localKind{
				func() localLike[*payload] { return new(sharedLocal[*payload]) },
				func(init func() (int, error)) localLike[int] { return &sharedLocal[int]{init: init} },
				time.Minute,
			}.facts(),
			[]string{"test_local_refs", "test_derived", "test_threading_local"},
		},
		{
			"keeps the values of ended threads",
			localKind{func() localLike[*payload] { return new(keepingLocal) }, newInts, time.Minute}.facts(),
			[]string{"test_local_refs"},
		},
		{
			"keeps its values for ever",
			localKind{func() localLike[*payload] { return &keepingLocal{hoard: &hoard} }, newInts, time.Minute}.facts(),
			[]string{"test_local_refs", "test_cycle_collection", "test_derived_cycle_dealloc"},
		},
		{
			"deletes nothing",
			localKind{newPayloads, func(init func() (int, error)) localLike[int] {
				return stubbornLocal{primitives.NewLocal(init)}
			}, time.Minute}.facts(),
			[]string{"test_threading_local"},
		},
		{
			"asks its initialiser once",
			localKind{newPayloads, func(init func() (int, error)) localLike[int] {
				return primitives.NewLocal(sync.OnceValues(init))
			}, time.Minute}.facts(),
			[]string{"test_derived"},
		},
	})
}

// A sharedLocal does not ask which thread it is.
type sharedLocal[T any] struct {
	init  func() (T, error)
	value T
	has   bool
}

func (l *sharedLocal[T]) Get(*primitives.Thread) (T, bool) { return l.value, l.has }
func (l *sharedLocal[T]) Set(_ *primitives.Thread, v T)    { l.value, l.has = v, true }
func (l *sharedLocal[T]) Delete(*primitives.Thread)        { *l = sharedLocal[T]{init: l.init} }

func (l *sharedLocal[T]) Value(*primitives.Thread) (T, error) {
	if l.has {
		return l.value, nil
	}
	v, err := l.init()
	l.value, l.has = v, err == nil
	return v, err
}

// A keepingLocal keeps all values, in itself or in a hoard.
type keepingLocal struct {
	primitives.Local[*payload]
	own   sync.Map
	hoard *sync.Map
}

func (l *keepingLocal) Set(th *primitives.Thread, p *payload) {
	l.Local.Set(th, p)
	if l.hoard != nil {
		l.hoard.Store(p, nil)
	} else {
		l.own.Store(p, nil)
	}
}

type stubbornLocal struct{ *primitives.Local[int] }

func (stubbornLocal) Delete(*primitives.Thread) {}

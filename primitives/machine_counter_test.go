package primitives_test

import (
	"context"
	"errors"
	"time"

	"threadlab/primitives"
)

// A counter is the machine of what counts permits. At rest even those that keep no order let the oldest waiter go first:
// nobody was running who could have been faster.
type counter struct {
	crew
	s           semaphore
	free, bound int
	wrong       error // an answer that came at once, and was not the model's
}

func newCounter(s semaphore, free, bound int) *counter {
	return &counter{s: s, free: free, bound: bound}
}

func (m *counter) actions() []action {
	return []action{{"acquire", m.acquire}, {"release", m.release}, {"sleep", m.sleep}, {"try", m.try}}
}

// acquire waits for a permit, by a timeout or by a context.
func (m *counter) acquire(arg int) {
	d := limits[arg/2%len(limits)]
	client, ok := m.send(d, func(int) answer {
		if arg%2 == 0 {
			return answer{ok: m.s.AcquireTimeout(d)}
		}
		ctx, cancel := context.WithTimeout(context.Background(), d)
		defer cancel()
		return answer{ok: m.s.AcquireContext(ctx) == nil}
	})
	if ok && m.free > 0 {
		m.free--
		m.settled(client, answer{ok: true})
	}
	m.expire()
}

func (m *counter) try(int) {
	m.wrong = errors.Join(m.wrong, agree("try", m.s.TryAcquire(), m.free > 0))
	m.free = max(m.free-1, 0)
}

func (m *counter) release(arg int) {
	n := arg % 4
	allowed := n > 0 && n <= m.bound-m.free
	got := permitted(func() { m.s.ReleaseN(n) },
		primitives.ErrReleaseCount, primitives.ErrOverRelease, primitives.ErrReleaseUnlocked)
	m.wrong = errors.Join(m.wrong, agree("release", got, allowed))
	if allowed {
		m.free += n
	}
	for m.free > 0 && m.waiting.len > 0 {
		m.free--
		m.settled(m.waiting.at[0], answer{ok: true})
	}
}

func (m *counter) compare() error {
	return errors.Join(m.wrong, agree("value", m.s.Value(), m.free), m.crew.compare(m.s.Waiters()))
}

// A lockOfOne is a lock as a semaphore of one permit.
type lockOfOne struct{ *primitives.Lock }

func (l lockOfOne) ReleaseN(n int) {
	if n != 1 {
		panic(primitives.ErrReleaseCount)
	}
	l.Release()
}

func (l lockOfOne) Value() int {
	if l.Locked() {
		return 0
	}
	return 1
}

// A patient lock lets any release pass.
type patient struct{ lockOfOne }

func (l patient) ReleaseN(n int) {
	if l.Locked() {
		l.lockOfOne.ReleaseN(n)
	}
}

// A sleepy semaphore is not woken: it looks when its time is up.
type sleepy struct{ semaphore }

func (s sleepy) AcquireTimeout(d time.Duration) bool {
	if s.TryAcquire() {
		return true
	}
	time.Sleep(d)
	return s.TryAcquire()
}

// An owner is the machine of an RLock.
type owner struct {
	crew
	l       *primitives.RLock
	views   [clients]*rlockView
	release func(*rlockView)
	who     int // who holds it, if depth is not 0
	depth   int
	wrong   error
}

func newOwner(release func(*rlockView)) *owner {
	m := &owner{l: new(primitives.RLock), release: release}
	in := primitives.NewInterpreter(primitives.FreeThreaded())
	for i := range m.views {
		m.views[i] = &rlockView{m.l, in.NewThread(nil)}
	}
	return m
}

func releaseAll(x *rlockView) {
	for x.Release(); x.l.IsOwned(x.t); x.Release() {
	}
}

func (m *owner) actions() []action {
	return []action{{"acquire", m.acquire}, {"release", m.releaseBy}, {"sleep", m.sleep}, {"try", m.try}}
}

func (m *owner) acquire(arg int) {
	d := limits[arg%len(limits)]
	client, ok := m.send(d, func(client int) answer { return answer{ok: m.views[client].AcquireTimeout(d)} })
	if ok && (m.depth == 0 || m.who == client) {
		m.take(client)
		m.settled(client, answer{ok: true})
	}
	m.expire()
}

func (m *owner) take(client int) { m.who, m.depth = client, m.depth+1 }

// idle reports whether a client can act: one that waits cannot.
func (m *owner) idle(client int) bool { return m.deadline[client].IsZero() }

func (m *owner) try(arg int) {
	client := arg % clients
	if !m.idle(client) {
		return
	}
	can := m.depth == 0 || m.who == client
	m.wrong = errors.Join(m.wrong, agree("try", m.views[client].TryAcquire(), can))
	if can {
		m.take(client)
	}
}

func (m *owner) releaseBy(arg int) {
	client := arg % clients
	if !m.idle(client) {
		return
	}
	mine := m.depth > 0 && m.who == client
	got := permitted(func() { m.release(m.views[client]) }, primitives.ErrReleaseUnacquired)
	m.wrong = errors.Join(m.wrong, agree("release", got, mine))
	if mine {
		m.depth--
	}
	if m.depth == 0 && m.waiting.len > 0 {
		heir := m.waiting.at[0]
		m.take(heir)
		m.settled(heir, answer{ok: true})
	}
}

func (m *owner) compare() error {
	err := errors.Join(m.wrong, agree("locked", m.l.Locked(), m.depth > 0), m.crew.compare(m.l.Waiters()))
	for i, x := range m.views {
		want := 0
		if m.depth > 0 && m.who == i {
			want = m.depth
		}
		err = errors.Join(err, agree("recursion count", m.l.RecursionCount(x.t), want))
	}
	return err
}

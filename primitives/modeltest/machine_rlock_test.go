package modeltest_test

import (
	"errors"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// An owner is the machine of an RLock.
type owner struct {
	crew
	l       *primitives.RLock
	views   [clients]*kinds.RLockView
	release func(*kinds.RLockView)
	who     int // the client that holds it, if depth is not 0
	depth   int
	wrong   error
}

func newOwner(release func(*kinds.RLockView)) *owner {
	m := &owner{l: new(primitives.RLock), release: release}
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	for i := range m.views {
		m.views[i] = &kinds.RLockView{Lock: m.l, Owner: in.NewThread(nil)}
	}
	return m
}

func releaseAll(x *kinds.RLockView) {
	for x.Release(); x.Lock.IsOwned(x.Owner); x.Release() {
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
		err = errors.Join(err, agree("recursion count", m.l.RecursionCount(x.Owner), want))
	}
	return err
}

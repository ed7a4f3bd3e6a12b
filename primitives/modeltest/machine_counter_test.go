package modeltest_test

import (
	"context"
	"errors"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A counter is the machine of what counts permits. At rest even those that keep no order let the oldest waiter go first:
// no running client could have been faster.
type counter struct {
	crew
	s           kinds.Semaphore
	free, bound int
	wrong       error // an answer that came at once, and was not the model's
}

func newCounter(s kinds.Semaphore, free, bound int) *counter {
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
type sleepy struct{ kinds.Semaphore }

func (s sleepy) AcquireTimeout(d time.Duration) bool {
	if s.TryAcquire() {
		return true
	}
	time.Sleep(d)
	return s.TryAcquire()
}

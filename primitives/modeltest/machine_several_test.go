package modeltest_test

import (
	"context"
	"errors"
	"time"
)

const severalPermits = 3

// A takings is the machine of a semaphore that serves in the order of arrival, and of which a call takes several permits.
type takings struct {
	crew
	s     several
	free  int
	need  [clients]int
	calls time.Duration
	wrong error // an answer that came at once, and was not the model's
}

func newTakings(s several) *takings { return &takings{s: s, free: severalPermits} }

func (m *takings) actions() []action {
	return []action{{"acquire", m.acquire}, {"release", m.release}, {"sleep", m.sleep}, {"try", m.try}}
}

// acquire waits for one permit up to one more than there were, by a timeout or by a context.
func (m *takings) acquire(arg int) {
	n, d := 1+arg%(severalPermits+1), limits[arg/4%len(limits)]
	if d > 0 { // no two give up at one moment: it matters which is first
		m.calls++
		d += m.calls * time.Microsecond
	}
	client, ok := m.send(d, func(int) answer {
		if arg%2 == 0 {
			return answer{ok: m.s.AcquireNTimeout(n, d)}
		}
		ctx, cancel := context.WithTimeout(context.Background(), d)
		defer cancel()
		return answer{ok: m.s.AcquireNContext(ctx, n) == nil}
	})
	if ok {
		m.need[client] = n
	}
	m.serve()
	m.expire()
}

func (m *takings) try(arg int) {
	n := 1 + arg%severalPermits
	want := m.waiting.len == 0 && n <= m.free
	m.wrong = errors.Join(m.wrong, agree("try", m.s.TryAcquireN(n), want))
	if want {
		m.free -= n
	}
}

func (m *takings) release(arg int) {
	n := 1 + arg%severalPermits
	m.s.ReleaseN(n)
	m.free += n
	m.serve()
}

func (m *takings) sleep(arg int) {
	time.Sleep(time.Duration(1+arg%3*2) * time.Millisecond)
	m.expire()
}

// expire: what was kept for a client whose time is up is for those behind it, if theirs is not up before.
func (m *takings) expire() {
	for {
		first := clients
		for _, client := range m.waiting.at[:m.waiting.len] {
			if !m.deadline[client].After(time.Now()) && (first == clients || m.deadline[client].Before(m.deadline[first])) {
				first = client
			}
		}
		if first == clients {
			return
		}
		m.settled(first, answer{})
		m.serve()
	}
}

// serve lets the oldest have what they need, as long as there is enough.
func (m *takings) serve() {
	for m.waiting.len > 0 && m.need[m.waiting.at[0]] <= m.free {
		m.free -= m.need[m.waiting.at[0]]
		m.settled(m.waiting.at[0], answer{ok: true})
	}
}

func (m *takings) compare() error {
	value := m.free
	if m.waiting.len > 0 {
		value = 0
	}
	return errors.Join(m.wrong, agree("value", m.s.Value(), value), m.crew.compare(m.s.Waiters()))
}

package modeltest_test

import (
	"errors"
	"sync"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A flagMachine is the machine of an Event.
type flagMachine struct {
	crew
	e     kinds.Event
	up    bool
	looks *sync.Mutex // of a broken one: see doubtfulEvent
}

func newFlag() *flagMachine { return &flagMachine{e: new(primitives.Event), looks: new(sync.Mutex)} }

func newDoubtfulFlag() *flagMachine {
	e := new(doubtfulEvent)
	return &flagMachine{e: e, looks: &e.looks}
}

func (m *flagMachine) actions() []action {
	return []action{{"clear", m.clear}, {"pulse", m.pulse}, {"set", m.set}, {"sleep", m.sleep}, {"wait", m.wait}}
}

func (m *flagMachine) wait(arg int) {
	d := limits[arg%len(limits)]
	client, ok := m.send(d, func(int) answer { return answer{ok: m.e.WaitTimeout(d)} })
	if ok && m.up {
		m.settled(client, answer{ok: true})
	}
	m.expire()
}

func (m *flagMachine) set(int) {
	m.e.Set()
	m.up = true
	for m.waiting.len > 0 {
		m.settled(m.waiting.at[0], answer{ok: true})
	}
}

func (m *flagMachine) clear(int) {
	m.e.Clear()
	m.up = false
}

// pulse is Set and Clear with no other client running in between.
func (m *flagMachine) pulse(int) {
	m.looks.Lock()
	defer m.looks.Unlock()
	m.set(0)
	m.clear(0)
}

func (m *flagMachine) compare() error {
	return errors.Join(agree("set", m.e.IsSet(), m.up), m.crew.compare(m.e.Waiters()))
}

// A doubtfulEvent's waiter looks at the flag again when it has been woken, but not while looks is held: what a test is to notice
// must not depend on which goroutine is faster.
type doubtfulEvent struct {
	primitives.Event
	looks sync.Mutex
}

func (e *doubtfulEvent) WaitTimeout(d time.Duration) bool {
	if !e.Event.WaitTimeout(d) {
		return false
	}
	e.looks.Lock()
	defer e.looks.Unlock()
	return e.IsSet()
}

// A notifier is the machine of a Condition over a lock.
type notifier struct {
	crew
	lock   primitives.Lock
	cond   *primitives.Condition
	excess int // a broken one wakes so many more
}

func newNotifier(excess int) *notifier {
	m := &notifier{excess: excess}
	m.cond = primitives.NewCondition(&m.lock)
	return m
}

func (m *notifier) actions() []action {
	return []action{{"notify", m.notify}, {"notify-late", m.notifyLate}, {"sleep", m.sleep}, {"wait", m.wait}}
}

func (m *notifier) wait(arg int) {
	d := limits[arg%len(limits)]
	m.send(d, func(int) answer {
		m.lock.Acquire()
		defer m.lock.Release()
		return answer{ok: m.cond.WaitTimeout(nil, d)}
	})
	m.expire()
}

// notify wakes the oldest arg modulo five, the last number standing for all.
func (m *notifier) notify(arg int) {
	m.lock.Acquire()
	defer m.lock.Release()
	n := arg%(clients+1) - 1
	if n < 0 {
		m.cond.NotifyAll(nil)
		n = m.waiting.len
	} else {
		m.cond.Notify(nil, n+m.excess)
	}
	for ; n > 0 && m.waiting.len > 0; n-- {
		m.settled(m.waiting.at[0], answer{ok: true})
	}
}

// notifyLate keeps the lock until the time of those it has woken is up, which no longer matters to them.
func (m *notifier) notifyLate(arg int) {
	m.notify(arg)
	m.lock.Acquire()
	defer m.lock.Release()
	m.sleep(arg)
}

func (m *notifier) compare() error {
	return errors.Join(agree("locked", m.lock.Locked(), false), m.crew.compare(m.cond.Waiters()))
}

const gateParties = 3

// A gate is the machine of a Barrier.
type gate struct {
	crew
	b      kinds.Barrier
	broken bool
}

func (m *gate) actions() []action {
	return []action{{"abort", m.abort}, {"arrive", m.arrive}, {"arrive-again", m.arrive}, {"reset", m.reset}, {"sleep", m.sleep}}
}

func (m *gate) arrive(arg int) {
	d := limits[arg%len(limits)]
	client, ok := m.send(d, func(int) answer {
		place, err := m.b.WaitTimeout(d)
		return answer{err == nil, place}
	})
	switch {
	case !ok:
	case m.broken:
		m.settled(client, failed)
	case m.waiting.len == gateParties:
		for place := range gateParties {
			m.settled(m.waiting.at[0], answer{true, place})
		}
	}
	m.expire()
}

// failed is the answer of a broken barrier.
var failed = answer{false, -1}

func (m *gate) sleep(arg int) {
	time.Sleep(time.Duration(1+arg%3*2) * time.Millisecond)
	m.expire()
}

// expire: a late client breaks the barrier for all.
func (m *gate) expire() {
	if _, ok := m.late(); ok {
		m.broken = true
		m.fail()
	}
}

func (m *gate) fail() {
	for m.waiting.len > 0 {
		m.settled(m.waiting.at[0], failed)
	}
}

func (m *gate) abort(int) {
	m.b.Abort()
	m.broken = true
	m.fail()
}

func (m *gate) reset(int) {
	m.b.Reset()
	m.broken = false
	m.fail()
}

func (m *gate) compare() error {
	return errors.Join(agree("broken", m.b.Broken(), m.broken), m.crew.compare(m.b.NWaiting()))
}

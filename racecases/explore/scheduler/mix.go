package scheduler

import (
	"slices"
	"time"
)

// A mix has several strategies take turns. It ends when one of them has tried all there
// is, or none goes on. One whose schedules cost much more than those of the others, as the
// analysis of a reduction does where they are long, is passed over once it has had a third of
// the time.
type mix struct {
	strategy // whose turn it is
	turns    []*turn
	at       int
	since    time.Time     // this turn goes on
	used     time.Duration // by all turns
}

// notGrudged is the time that a strategy may have in any case. Short searches depend on
// nothing but their seed.
const notGrudged = 100 * time.Millisecond

// A turn is a strategy with an answer of its own, to know how far it is.
type turn struct {
	strategy
	answer Answer
	over   bool
	used   time.Duration
}

// newMix has turns taken in their order. One may come several times.
func newMix(turns ...*turn) *mix { return &mix{turns: turns, at: -1} }

func (m *mix) next(a *Answer) bool {
	m.account()
	passed := 0
	for slices.ContainsFunc(m.turns, func(t *turn) bool { return !t.over }) {
		m.at = (m.at + 1) % len(m.turns)
		t := m.turns[m.at]
		if t.over {
			continue
		}
		if t.used > max(notGrudged, m.used/3) && passed < len(m.turns) {
			passed++
			continue
		}
		t.answer.Steps = max(t.answer.Steps, a.Steps)
		if t.next(&t.answer) {
			t.answer.Schedules++
			m.strategy = t.strategy
			return true
		}
		t.over = true
		if t.answer.Verdict == Exhausted {
			a.Verdict = Exhausted
			return false
		}
	}
	a.Verdict, a.Why = Stopped, "no strategy goes on"
	return false
}

// account adds to the time of the last turn what has passed since it began.
func (m *mix) account() {
	now := time.Now()
	if m.strategy != nil {
		m.turns[m.at].used += now.Sub(m.since)
		m.used += now.Sub(m.since)
	}
	m.since = now
}

// progress returns that of the strategy that knows how much there is.
func (m *mix) progress() string {
	for _, t := range m.turns {
		if text := t.progress(); text != "" {
			return text
		}
	}
	return ""
}

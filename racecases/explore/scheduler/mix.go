package scheduler

import "slices"

// A mix has several strategies take turns. It ends when one of them has tried all there
// is, or none goes on.
type mix struct {
	strategy // whose turn it is
	turns    []*turn
	at       int
}

// A turn is a strategy with an answer of its own, to know how far it is.
type turn struct {
	strategy
	answer Answer
	over   bool
}

// newMix has turns taken in their order. One may come several times.
func newMix(turns ...*turn) *mix { return &mix{turns: turns, at: -1} }

func (m *mix) next(a *Answer) bool {
	for slices.ContainsFunc(m.turns, func(t *turn) bool { return !t.over }) {
		m.at = (m.at + 1) % len(m.turns)
		t := m.turns[m.at]
		if t.over {
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

// progress returns that of the strategy that knows how much there is.
func (m *mix) progress() string {
	for _, t := range m.turns {
		if text := t.progress(); text != "" {
			return text
		}
	}
	return ""
}

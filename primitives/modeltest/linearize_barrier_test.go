package modeltest_test

import (
	"runtime"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

// A round is the state of a Barrier: how many have arrived, whether it is broken, and of each client where it stands.
type round struct {
	arrived int
	broken  bool
	stand   [clients]stand
}

type stand struct {
	at    standing
	place int
}

type standing int

const (
	outside standing = iota
	arrived
	through
	thrownOut
)

// end moves every party that has arrived to at.
func (r round) end(at standing) round {
	for i := range r.stand {
		if r.stand[i].at == arrived {
			r.stand[i].at = at
		}
	}
	r.arrived = 0
	return r
}

func (r round) abort() round {
	r.broken = true
	return r.end(thrownOut)
}

// barrierSpec: a wait that gives up breaks the barrier, at that moment.
func barrierSpec(parties int) spec[round] {
	return spec[round]{step: func(r round, c call, a answer) (round, bool) {
		me := &r.stand[c.client]
		switch c.op {
		case "enter":
			if r.broken {
				me.at = thrownOut
				return r, true
			}
			*me = stand{arrived, r.arrived}
			if r.arrived++; r.arrived == parties {
				r = r.end(through)
			}
			return r, true
		case "leave", "leave-in-time":
			switch {
			case a.ok:
				ok := *me == stand{through, a.n}
				*me = stand{}
				return r, ok
			case me.at == arrived && c.op == "leave-in-time":
				r = r.abort()
			}
			ok := r.stand[c.client].at == thrownOut
			r.stand[c.client] = stand{}
			return r, ok
		case "abort":
			return r.abort(), true
		case "reset":
			r.broken = false
			return r.end(thrownOut), true
		case "arrived":
			return r, a.n == r.arrived
		default: // broken
			return r, a.ok == r.broken
		}
	}}
}

// barrierProgram: the first client wrecks and repairs the barrier while the others pass it, and leaves it broken, so that
// no wait lasts for ever.
func barrierProgram(b kinds.Barrier) program {
	wait := func(c *client) {
		op, f := "leave", b.Wait
		if c.rng.IntN(4) == 0 {
			op, f = "leave-in-time", func() (int, error) { return b.WaitTimeout(c.briefly()) }
		}
		c.doParts(func() answer {
			place, err := f()
			return answer{err == nil, place}
		}, func(answer) []call { return []call{{op: "enter"}, {op: op}} })
	}
	done := func(f func()) func() answer { return func() answer { f(); return answer{ok: true} } }
	return func(c *client) {
		for i := range 40 {
			c.ask("arrived", b.NWaiting)
			switch {
			case c.id > 0:
				wait(c)
			case i%8 == 0:
				c.do("abort", 0, done(b.Abort))
				c.askIf("broken", b.Broken)
				c.do("reset", 0, done(b.Reset))
			case b.Broken():
				c.do("reset", 0, done(b.Reset))
			}
			c.pause()
			c.askIf("broken", b.Broken)
		}
		if c.id == 0 {
			c.do("abort", 0, done(b.Abort))
		}
	}
}

// A crowdedBarrier looks up its place before it arrives.
type crowdedBarrier struct{ *primitives.Barrier }

func (b *crowdedBarrier) Wait() (int, error) {
	place := b.NWaiting()
	runtime.Gosched()
	if _, err := b.Barrier.Wait(); err != nil {
		return -1, err
	}
	return place, nil
}

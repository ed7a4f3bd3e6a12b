package modeltest_test

import (
	"runtime"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

func lockSubjects() []subject {
	return []subject{
		{
			"lock", lockSpec.model(),
			func() program { return lockProgram(new(primitives.Lock)) },
			"try-does-not-exclude",
			func() program { return lockProgram(new(leakyLock)) },
		},
		{
			"rlock", rlockSpec.model(),
			func() program { return rlockProgram(false) },
			"release-forgets-depth",
			func() program { return rlockProgram(true) },
		},
	}
}

// lockSpec: the state says whether the lock is held.
var lockSpec = spec[bool]{step: func(held bool, c call, a answer) (bool, bool) {
	switch c.op {
	case "acquire":
		return true, a.ok != held
	case "release":
		return false, a.ok == held
	default: // locked
		return held, a.ok == held
	}
}}

type lock interface {
	kinds.Exclusive
	Locked() bool
}

// lockProgram acquires in every way and releases, and sometimes releases what it does not hold. Each acquisition is followed
// by a release, so that no wait lasts for ever: the last release frees the lock.
func lockProgram(l lock) program {
	return func(c *client) {
		for range 40 {
			switch c.rng.IntN(8) {
			case 0:
				c.askIf("locked", l.Locked)
			case 1:
				c.release(l)
			default:
				if c.acquire(l) {
					c.pause()
					c.askIf("locked", l.Locked)
					c.release(l)
				}
			}
			c.pause()
		}
	}
}

// acquire acquires x in one of its ways.
func (c *client) acquire(x kinds.Exclusive) bool {
	return c.askIf("acquire", func() bool {
		switch c.rng.IntN(4) {
		case 0:
			return x.TryAcquire()
		case 1:
			return x.AcquireTimeout(c.briefly())
		case 2:
			ctx, cancel := c.brief()
			defer cancel()
			return x.AcquireContext(ctx) == nil
		}
		x.Acquire()
		return true
	})
}

// release releases a lock, held or not.
func (c *client) release(l kinds.Exclusive) {
	c.askIf("release", func() bool { return permitted(l.Release, primitives.ErrReleaseUnlocked) })
}

// A leakyLock looks first and takes second.
type leakyLock struct{ primitives.Lock }

func (l *leakyLock) TryAcquire() bool {
	if l.Locked() {
		return false
	}
	runtime.Gosched()
	l.Lock.TryAcquire()
	return true
}

// An owning is the state of an RLock; the owner is a client, counted from 1.
type owning struct{ owner, depth int }

var rlockSpec = spec[owning]{step: func(s owning, c call, a answer) (owning, bool) {
	me := c.client + 1
	mine := s.owner == me
	switch c.op {
	case "acquire":
		if !a.ok {
			return s, s.owner != 0 && !mine
		}
		return owning{me, s.depth + 1}, s.owner == 0 || mine
	case "release":
		if !a.ok {
			return s, !mine
		}
		if s.depth == 1 {
			return owning{}, mine
		}
		return owning{me, s.depth - 1}, mine
	case "count":
		return s, mine && a.n == s.depth || !mine && a.n == 0
	default: // locked
		return s, a.ok == (s.owner != 0)
	}
}}

// rlockProgram acquires once or more often, and releases as often, and once more than it should.
func rlockProgram(broken bool) program {
	l := new(primitives.RLock)
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	return func(c *client) {
		x := kinds.RLockView{Lock: l, Owner: in.NewThread(nil)}
		release := func() { x.Release() }
		if broken { // the last release's work is done by the first
			release = func() {
				for x.Release(); l.IsOwned(x.Owner); x.Release() {
				}
			}
		}
		count := func() int { return l.RecursionCount(x.Owner) }
		for range 30 {
			depth := 0
			for range 1 + c.rng.IntN(3) {
				if c.acquire(&x) {
					depth++
				}
				c.pause()
			}
			c.ask("count", count)
			c.askIf("locked", l.Locked)
			for range depth + c.rng.IntN(2) {
				c.askIf("release", func() bool { return permitted(release, primitives.ErrReleaseUnacquired) })
				c.pause()
			}
		}
	}
}

package primitives

// A PlantedGIL is a GIL with a mistake, for the tests that must notice it.
type PlantedGIL int

// The mistakes.
const (
	NoMistake      PlantedGIL = iota
	NoExclusion               // take does not wait
	NotForced                 // after a drop on request the thread runs on
	AsksAtOnce                // a waiter asks before it waits, not after
	HandsOver                 // a drop chooses the next holder: right for a FairGIL
	WakesOldest               // the draw is not one
	FinalDropWaits            // a thread that ends waits for its successor
	KeepsIt                   // a thread that waits keeps the GIL
	NotLeftOut                // a free-threaded interpreter has one
	FixedInterval             // the switch interval cannot be set
	OutlivesEnd               // a daemon takes it from a finalised interpreter
	ForgetsHolder             // a thread that comes back counts as another
	LastMistake    = ForgetsHolder
)

// Option puts the GIL into an interpreter; it keeps what earlier options have set.
func (p PlantedGIL) Option() InterpreterOption {
	return func(in *Interpreter) {
		if in.gil == nil && p == NotLeftOut {
			in.gil = &standardGIL{gilState: gilState{interval: defaultInterval}}
		}
		right, ok := in.gil.(*standardGIL)
		if !ok || p == NoMistake || p == NotLeftOut {
			return // free-threaded
		}
		if p == HandsOver {
			WithFairGIL()(in)
			return
		}
		in.gil = &plantedGIL{standardGIL: right, mistake: p}
	}
}

type plantedGIL struct {
	*standardGIL
	mistake PlantedGIL
}

func (g *plantedGIL) take(t *Thread, lim limit) bool {
	switch g.mistake {
	case NoExclusion:
		g.mu.Lock()
		defer g.mu.Unlock()
		g.give(t)
		return true
	case KeepsIt:
		if g.has(t) {
			return true
		}
	case AsksAtOnce:
		g.mu.Lock()
		if g.locked {
			g.request()
		}
		g.mu.Unlock()
	case OutlivesEnd:
		for t.Daemon() && !g.standardGIL.take(t, lim) {
			t.breaker.And(^uint32(mustEnd))
		}
		if t.Daemon() {
			return true
		}
	}
	return g.standardGIL.take(t, lim)
}

func (g *plantedGIL) state() *gilState {
	if g.mistake == FixedInterval {
		return &gilState{interval: defaultInterval}
	}
	return g.standardGIL.state()
}

func (g *plantedGIL) has(t *Thread) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.locked && g.holder == t
}

func (g *plantedGIL) drop(t *Thread) {
	switch g.mistake {
	case KeepsIt:
	case NotForced:
		g.mu.Lock()
		defer g.mu.Unlock()
		t.breaker.And(^uint32(dropRequest))
		g.unlock()
	case WakesOldest:
		g.mu.Lock()
		defer g.mu.Unlock()
		g.account()
		g.locked = false
		g.waiting.wakeFirst(retry)
		g.awaitSwitch(t)
	case ForgetsHolder:
		g.standardGIL.drop(t)
		g.mu.Lock()
		defer g.mu.Unlock()
		if !g.locked {
			g.holder = nil
		}
	default:
		g.standardGIL.drop(t)
	}
}

func (g *plantedGIL) finalDrop() {
	if g.mistake == FinalDropWaits {
		g.drop(g.holder)
		return
	}
	g.standardGIL.finalDrop()
}

package scheduler

// A goroutine of the program. Until its first step there is no real goroutine behind it.
type goroutine struct {
	id      int // in the order of creation
	f       func()
	w       *worker
	started bool
	op      string    // what it does next
	guard   Guard     // nil: it can always go on
	at      []uintptr // where, in a traced run
	made    []uintptr // where it was created, in a traced run
	daemon  bool      // package initialisation created it, or another daemon did: it outlives the program
	yields  bool      // the others are to go on first
	awake   bool      // it was enabled before the clock was advanced
	ended   bool
	exited  bool // by runtime.Goexit
	left    bool // by Leave
	turns   int  // see Turn

	accesses []access // of its next step
	declared bool     // and the step uses nothing else
}

func (g *goroutine) ready() bool { return g.guard == nil || g.guard.Ready() }

// goroutines are those of a run.
type goroutines struct {
	live    []*goroutine // not ended, in the order of creation
	main    *goroutine
	current *goroutine
	created int // goroutines so far
	streak  int // steps that the current one has taken in a row
	order   []*goroutine
}

// fairShare is how many steps in a row a goroutine takes before the others go first.
const fairShare = 60

// enabled lists the goroutines that can go on. The default comes first: the preferred
// one, or the current one unless it has had its share; then the others, round robin.
func (s *goroutines) enabled(preferred *goroutine) []*goroutine {
	s.order = s.order[:0]
	first, last := preferred, -1
	if c := s.current; c != nil {
		last = c.id
		if first == nil && !c.ended && !c.yields && s.streak < fairShare {
			first = c
		}
	}
	if first != nil && first.ready() {
		s.order = append(s.order, first)
	}
	for _, later := range [...]bool{true, false} {
		for _, g := range s.live {
			if g != first && (g.id > last) == later && g.ready() {
				s.order = append(s.order, g)
			}
		}
	}
	return s.order
}

// wokenBy returns the first goroutine that is enabled after an event and was not
// before it, or did not exist.
func (s *goroutines) wokenBy(event func() bool) *goroutine {
	for _, g := range s.live {
		g.awake = g.ready()
	}
	event()
	for _, g := range s.live {
		if !g.awake && g.ready() {
			return g
		}
	}
	return nil
}

func (s *goroutines) numbered(id int) *goroutine {
	for _, g := range s.live {
		if g.id == id {
			return g
		}
	}
	return nil
}

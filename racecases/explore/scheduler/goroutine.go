package scheduler

import "unsafe"

// A goroutine of the program. Until its first step there is no real goroutine behind it.
type goroutine struct {
	id      int // in the order of creation
	f       func()
	w       *worker
	started bool
	op      string    // what it does next
	guard   Guard     // nil: it can always go on
	at      []uintptr // where, in a traced run
	calls   []uintptr // the room for that
	made    []uintptr // where it was created, in a traced run
	daemon  bool      // package initialisation created it, or another daemon did: it outlives the program
	bubble  bool      // testing/synctest does: it must not outlive its bubble
	yields  bool      // the others are to go on first
	awake   bool      // it was enabled before the clock was advanced
	ended   bool
	exited  bool // by runtime.Goexit
	left    bool // by Leave
	turns   int  // see Turn

	accesses []access // of its next step
	declared bool     // and the step uses nothing else

	objects []unsafe.Pointer // of a crowd: those that its guard depends on and its next step may change
	nodes   []waitNode
	early   bool // it came to its guard before there was a crowd
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
	crowd   crowd
	most    int          // goroutines at a time that are no crowd
	memory  []*goroutine // by number, of this run and earlier ones
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
	if s.crowd.on {
		return s.enabledOfCrowd(first, last)
	}
	from := 0
	for from < len(s.live) && s.live[from].id <= last {
		from++
	}
	s.appendReady(s.live[from:], first)
	s.appendReady(s.live[:from], first)
	return s.order
}

// appendReady appends those to the order that can go on, but for one.
func (s *goroutines) appendReady(list []*goroutine, but *goroutine) {
	for _, g := range list {
		if g != but && g.ready() {
			s.order = append(s.order, g)
		}
	}
}

// enabledOfCrowd lists those after the first one. If none seems to be enabled all are
// asked.
func (s *goroutines) enabledOfCrowd(first *goroutine, last int) []*goroutine {
	c := &s.crowd
	c.update()
	for _, asked := range [...]bool{false, true} {
		if asked {
			for _, g := range s.live {
				c.set(g)
			}
		}
		s.order = c.list(s.order, last+1, s.created, first)
		s.order = c.list(s.order, 0, last, first)
		if len(s.order) > 0 {
			break
		}
	}
	return s.order
}

// wokenBy returns the first goroutine that is enabled after an event and was not
// before it, or did not exist.
func (s *goroutines) wokenBy(event func()) *goroutine {
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

// numbered returns a goroutine that has not ended, or nil.
func (s *goroutines) numbered(id int) *goroutine {
	if i := s.position(id); i < len(s.live) && s.live[i].id == id {
		return s.live[i]
	}
	return nil
}

// position returns the first place among those that live of a number not below id.
func (s *goroutines) position(id int) int {
	from, to := 0, len(s.live)
	for from < to {
		if half := (from + to) / 2; s.live[half].id < id {
			from = half + 1
		} else {
			to = half
		}
	}
	return from
}

// remove takes a goroutine from those that live, without a hook of the runtime.
func (s *goroutines) remove(g *goroutine) {
	last := len(s.live) - 1
	for i := s.position(g.id); i < last; i++ {
		s.live[i] = s.live[i+1]
	}
	s.live[last] = nil
	s.live = s.live[:last]
}

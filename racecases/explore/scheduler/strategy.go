package scheduler

// A strategy decides at the points of each run, and which schedule runs next. A new one is
// a type in a file of its own; for a search it also needs a [StrategyName], listed by
// [Strategies], and a case in search.strategy.
type strategy interface {
	// next prepares the next schedule. It returns false if there is none to be tried:
	// if no schedule has failed, the answer then says what that means.
	next(a *Answer) bool

	// begin is called before the first step of a run.
	begin(r *Run)

	// pickNext returns the index of the candidate that takes the next step. A negative
	// one abandons the run.
	pickNext(r *Run, c candidates) int

	// pickAlternative returns one of n alternatives inside a step, n being 2 or more.
	pickAlternative(r *Run, n int) int

	// onDeadlock is called when no goroutine is enabled and no timer is left.
	onDeadlock(r *Run)

	// backtrack adds what the run that has ended leaves to be tried.
	backtrack(r *Run)

	// progress says, after a comma, how far a search has come that stops early.
	progress() string
}

// base has the methods that most strategies leave empty.
type base struct{}

func (base) next(*Answer) bool { return false }
func (base) begin(*Run)        {}
func (base) onDeadlock(*Run)   {}
func (base) backtrack(*Run)    {}
func (base) progress() string  { return "" }

// candidates are the alternatives for the next step: the enabled goroutines, the
// default first, and the clock if a timer may fire early. There is one at least.
type candidates struct {
	goroutines []*goroutine
	clock      bool
	withheld   bool // the clock is no candidate in this search, and would be one in another with the same points
}

// theClock is the number of the clock among the goroutines.
const theClock = -1

func (c candidates) len() int {
	if c.clock {
		return len(c.goroutines) + 1
	}
	return len(c.goroutines)
}

// id returns the number of a candidate.
func (c candidates) id(i int) int {
	if i == len(c.goroutines) {
		return theClock
	}
	return c.goroutines[i].id
}

// decisions are those that a run has taken so far.
type decisions struct {
	point int      // number of the next one
	taken Schedule // those that were not the default
	last  int      // alternative that led to the current step

	draws        Draws
	free         bool // the next decision is about a value, and no delay
	values       int  // those of the decisions taken that are
	combinations int  // of the values of such decisions so far; 0: there was none

	departed int  // the step before which the last of these was taken
	fair     bool // a strategy that draws takes the default from now on
}

func (r *Run) decide(alternative int) {
	if alternative > 0 {
		r.taken = append(r.taken, Delay{r.point, alternative})
		r.departed = r.steps
		if r.free {
			r.values++
		}
	}
	r.point++
}

// Choose lets the strategy decide between n alternatives inside a step and returns one
// of them, from 0, the default, to n-1. The trace marks a step that does not take the default.
func (r *Run) Choose(n int) int {
	took := r.choose(n)
	if last := len(r.trace.events) - 1; took > 0 && last >= 0 {
		e := &r.trace.events[last]
		e.Deviates, e.Chose = true, true
	}
	return took
}

func (r *Run) choose(n int) int {
	if n < 2 || r.over {
		return 0
	}
	took := r.strategy.pickAlternative(r, n)
	r.decide(took)
	return took
}

// NextTurn returns what Turn will.
func (r *Run) NextTurn() int {
	turns := r.current.turns
	defer func() { r.current.turns = turns }()
	return r.Turn()
}

// Turn returns 0 when a goroutine calls it first, and later numbers of 0 or more that show
// no pattern, the same in every schedule: for defaults that must not be the same for ever.
func (r *Run) Turn() int {
	g := r.current
	g.turns++
	if g.turns == 1 {
		return 0
	}
	return int(Mix(uint64(g.turns)) >> 33)
}

// Draws counts what a program draws: random numbers, and orders.
type Draws struct {
	Made    int `json:"made"`              // in one schedule, the most
	Partial int `json:"partial,omitempty"` // of these: had more values than were tried
}

// include adds the draws of another schedule, or of another search.
func (d *Draws) include(other Draws) {
	d.Made, d.Partial = max(d.Made, other.Made), max(d.Partial, other.Partial)
}

// MaxCombinations is how many combinations of values the draws of a run may have that cost no
// delay. Data is no schedule: P and Coyote choose it apart from the order of goroutines, too,
// and so a value that is seldom drawn is not behind all schedules with a delay. But each
// combination has all schedules of the program, and so they are bounded.
const MaxCombinations = 24

// Affords reports whether a draw with n values has all of them tried at no delay.
func (r *Run) Affords(n int64) bool {
	return n <= MaxCombinations/int64(max(r.combinations, 1))
}

// Draw lets the strategy decide which of n values is drawn, from 0, the usual one, to n-1. It
// costs no delay where the run affords it. Without all there are more values than these n.
func (r *Run) Draw(n int, all bool) int {
	if r.draws.Made++; !all {
		r.draws.Partial++
	}
	if r.free = r.Affords(int64(n)); r.free {
		r.combinations = max(r.combinations, 1) * n
	}
	took := r.choose(n)
	r.free = false
	return took
}

// delays returns how many of the decisions taken are delays.
func (r *Run) delays() int { return len(r.taken) - r.values }

package survey

import (
	"sync"
	"time"
)

// The shares of a test: the first, and how many times longer each is than the one
// before. A search begins anew with each, and so spends a quarter on what it knows.
const (
	firstShare = 100 * time.Millisecond
	growth     = 4
)

// What is spent where no time is given.
const (
	DefaultTime    = time.Minute     // of searching, on all processors: builds come on top
	DefaultPerTest = 3 * time.Second // of one test, in each of its builds

	// Of one of which no schedule has ended: one that has no end is known as such only after
	// a million steps.
	defaultUnbegun = 40 * time.Second
)

// A budget is the time that may still be spent on searching.
type budget struct {
	deadline time.Time     // of the whole run, builds included; zero: none
	perTest  time.Duration // the most of one test in one build; 0: no such bound

	mu   sync.Mutex
	left time.Duration // of all processors together; without a deadline
}

func newBudget(given time.Duration, workers int) *budget {
	if given > 0 {
		return &budget{deadline: time.Now().Add(given)}
	}
	return &budget{perTest: DefaultPerTest, left: DefaultTime * time.Duration(workers)}
}

// grant returns how much of a share may be spent on a test that has had some time, and has
// begun if a schedule of it has ended. It is nothing if no more could be found in it than in
// the last share.
func (b *budget) grant(share, had time.Duration, begun bool) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	granted := min(share, b.left)
	if !b.deadline.IsZero() {
		granted = min(share, time.Until(b.deadline))
	} else if most := max(b.perTest, defaultUnbegun); had+granted > most || begun && had+granted > b.perTest {
		return 0
	}
	if granted <= share/growth {
		return 0
	}
	b.left -= granted
	return granted
}

// back returns what was granted and not spent.
func (b *budget) back(unspent time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.left += max(0, unspent)
}

package survey

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A task is a build, or the search of a test for a share of the time.
type task struct {
	build  bool
	second bool          // of a package that is built already, in another mode
	share  time.Duration // of a search
	do     func(context.Context)
}

// An agenda is what is left to do. Packages are built in their order, each once before any
// is built a second time, and as long as there is something to search builds leave it
// processors. Of the searches that with the smallest share is the next: each test has its
// first turn before any has a second.
type agenda struct {
	mu       sync.Mutex
	changed  *sync.Cond
	builds   []task
	searches []task
	running  int // tasks of either kind
	building int
	builders int // how many builds may run beside searches that wait
}

func newAgenda(workers int) *agenda {
	a := &agenda{builders: max(1, workers/2)}
	a.changed = sync.NewCond(&a.mu)
	return a
}

// add puts tasks on the agenda. A running task may do so.
func (a *agenda) add(tasks ...task) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, t := range tasks {
		if t.build {
			a.builds = append(a.builds, t)
		} else {
			a.searches = append(a.searches, t)
		}
	}
	a.changed.Broadcast()
}

// run does all tasks, as many side by side as there are workers, until none is left or
// ctx ends. Tasks that run then are waited for.
func (a *agenda) run(ctx context.Context, workers int) {
	defer context.AfterFunc(ctx, a.wake)()
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for t, ok := a.take(ctx); ok; t, ok = a.take(ctx) {
				t.do(ctx)
				a.done(t)
			}
		})
	}
	all.Wait()
}

// wake has the workers see that ctx has ended.
func (a *agenda) wake() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.changed.Broadcast()
}

// take waits for the next task. There is none if nothing runs that could add one.
func (a *agenda) take(ctx context.Context) (task, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for ctx.Err() == nil {
		if t, ok := a.next(); ok {
			a.running++
			return t, true
		}
		if a.running == 0 {
			a.changed.Broadcast()
			return task{}, false
		}
		a.changed.Wait()
	}
	return task{}, false
}

func (a *agenda) next() (task, bool) {
	switch {
	case len(a.builds) > 0 && (a.building < a.builders || len(a.searches) == 0):
		a.building++
		return takeFirst(&a.builds, func(t, first task) bool { return !t.second && first.second }), true
	case len(a.searches) > 0:
		return takeFirst(&a.searches, func(t, first task) bool { return t.share < first.share }), true
	}
	return task{}, false
}

// takeFirst takes out the task that comes before all others; of several, which was added first.
func takeFirst(list *[]task, before func(t, first task) bool) task {
	first := 0
	for i, t := range *list {
		if before(t, (*list)[first]) {
			first = i
		}
	}
	t := (*list)[first]
	*list = slices.Delete(*list, first, first+1)
	return t
}

func (a *agenda) done(t task) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.running--
	if t.build {
		a.building--
	}
	a.changed.Broadcast()
}

// Package lessons lists every lesson of the corpus.
//
// Every misuse that the primitives name an error for has a case, but for those that
// would teach the same twice. A dropped error of Join is thread/join-before-start,
// whether the thread was not started, is oneself, or was only attached; joining
// oneself where nobody can notice is thread/join-self. ReleaseN with more permits
// than there were is semaphore/bounded-over-release, release count and bound being
// checked alike in both kinds of semaphore. SetDaemon after the start is
// daemon/daemon-set-late. More permits than 2^61-1 teach nothing.
package lessons

import (
	"fmt"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons/barrier"
	"threadlab/racecases/lessons/condition"
	"threadlab/racecases/lessons/daemon"
	"threadlab/racecases/lessons/event"
	"threadlab/racecases/lessons/gil"
	"threadlab/racecases/lessons/idiom"
	"threadlab/racecases/lessons/lock"
	"threadlab/racecases/lessons/rlock"
	"threadlab/racecases/lessons/semaphore"
	"threadlab/racecases/lessons/thread"
	"threadlab/racecases/lessons/timer"
)

// All returns every lesson in syllabus order: the one place that lists them.
func All() []corpus.Lesson {
	return []corpus.Lesson{
		thread.Lesson(),
		lock.Lesson(),
		rlock.Lesson(),
		semaphore.Lesson(),
		event.Lesson(),
		condition.Lesson(),
		daemon.Lesson(),
		barrier.Lesson(),
		timer.Lesson(),
		gil.Lesson(),
		idiom.Lesson(),
	}
}

// Slugs returns the names of the lessons, in syllabus order.
func Slugs() (slugs []string) {
	for _, l := range All() {
		slugs = append(slugs, l.Slug)
	}
	return slugs
}

// Find returns the case of the given name, lesson/slug. For an unknown name the error suggests those that it may have
// meant, or else names the lessons.
func Find(name string) (corpus.Ref, error) {
	refs := corpus.Refs(All())
	if r, ok := corpus.Find(refs, name); ok {
		return r, nil
	}
	return corpus.Ref{}, fmt.Errorf("unknown case %q: %s", name, advice(name, refs))
}

package lock

import "threadlab/racecases/corpus"

func rwRecheckCase() corpus.Case {
	return corpus.Case{
		Slug:        "rw-recheck",
		Class:       corpus.AtomicityViolation,
		Negative:    true,
		Story:       "A cache looks a page up under the read lock, gives that back, and takes the write lock to store what it did not find. Between the two another goroutine may store the page, which looks like the mistake of check-then-act. It is none, because the second section checks again before it acts.",
		Python:      "if key not in cache: with lock: if key not in cache: cache[key] = fetch(key)",
		Go:          "if _, found = pages[n]; !found",
		MissingEdge: "the check that counts and the act stand in one critical section, and each Unlock happens before the next Lock returns",
		Outcomes:    corpus.Exactly("a page was fetched twice, or not at all"),
		Program:     rwRecheck,
	}
}

package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func writeUnderReadLockCase() corpus.Case {
	return corpus.Case{
		Slug:        "write-under-read-lock",
		Class:       corpus.DataRace,
		Story:       "A lookup takes the read lock, as readers do, and counts itself. The count is a write, and read locks let any number of threads in at once: what looks like a reader has become a writer.",
		Python:      "with rw.read(): cache.hits += 1; return cache[key]",
		Go:          "mu.RLock(); defer mu.RUnlock(); lookups++",
		MissingEdge: "a read lock waits for writers only, so no RUnlock happens before another reader's RLock",
		Chain:       "lookup holds the mutex for writing, and each Unlock happens before the next Lock returns, so the stores to lookups follow each other",
		Symptom:     "the count of lookups is too small",
		Repair:      "take the write lock to write, or count with an atomic",
		Outcomes:    corpus.Exactly("two readers added to the same old count"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor an increment is seldom interrupted"),
		},
		Program: writeUnderReadLock,
	}
}

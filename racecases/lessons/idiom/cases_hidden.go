package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// hiddenCases are about races that the race detector sees only if the schedule, or the input, is kind.
func hiddenCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:  "hidden-by-mutex",
			Class: corpus.DataRace,
			Story: "Both goroutines count without a lock, and both write a journal, which has one. If the first has written before the second does, the journal's mutex happens to order the two counts, and the race detector, which judges the run that it sees, has nothing to say. " +
				"In the other order it sees the race: about one run in three. The witness is that schedule: the second goroutine's entry before the first one's.",
			Python:      "counter += 1; write()  # and in the other thread: write(); counter += 1",
			Go:          "counter++; write()",
			MissingEdge: "the mutex orders the counts only if its first holder has counted before; nothing makes that so",
			Chain:       "counter has a mutex of its own, which both goroutines take around the addition, and one's Unlock happens before the other's Lock returns, whoever comes first",
			Symptom:     "a race report in one run of the tests in three, which somebody calls flaky",
			Repair:      "guard the counter itself",
			Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Sometimes(0.15),
				detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
			},
			Program: hiddenByMutex,
		},
		{
			Slug:  "hidden-by-io",
			Class: corpus.DataRace,
			Story: "Somebody adds a line of logging to find a race, and the race is gone. A logger locks its writer, and that lock orders what was never ordered before: as long as the lines come in the one order, and not in the other. " +
				"The witness is that other schedule.",
			Python:      "print('counted')  # takes a lock, too",
			Go:          "counter++; logger.Print(\"one: counted\")",
			MissingEdge: "the logger's mutex orders the counts only if the one who has counted logs first; nothing makes that so",
			Chain:       "both additions stand between a Lock and an Unlock of the same mutex, and one's Unlock happens before the other's Lock returns, whoever logs first",
			Symptom:     "a bug that goes away when it is looked at",
			Repair:      "guard the counter itself",
			Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Sometimes(0.2),
				detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
			},
			Program: hiddenByIo,
		},
		{
			Slug:  "hidden-by-branch",
			Class: corpus.DataRace,
			Story: "One goroutine reads the configuration, the other fills in a default if there is none. Where the configuration comes first, the other's store is never executed, and no race detector reports what does not happen. " +
				"The witness is the schedule in which the look comes first: then both store, and the default may win.",
			Python:      "if not configured: colour = 'default'",
			Go:          "if !configured.Load() { colour = \"default\" }",
			MissingEdge: "a Load that finds the flag down comes before the Store of it, and nothing orders what follows the Load with what came before the Store",
			Chain:       "the look at configured and the store that depends on it stand in one critical section, the other store in another, and the first section's Unlock happens before the second's Lock returns",
			Symptom:     "the configuration is ignored, once in a while, at the start",
			Repair:      "look and store in one critical section",
			Outcomes: []corpus.Outcome{
				{Match: "as configured", Grade: corpus.Acceptable, Means: "the configuration wins"},
				{Match: "default", Grade: corpus.Forbidden, Means: "the default was stored over the configuration"},
			},
			Show: detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Sometimes(0.15),
				detect.Outcome: corpus.Opportunistic("the other store must come between the look and its own"),
			},
			Program: hiddenByBranch,
		},
		{
			Slug:  "seldom-executed",
			Class: corpus.DataRace,
			Story: "One customer in three wants it wrapped, and the line that counts the gifts is outside the lock. The tests order no gifts. A race detector judges the lines that run, and this one does not. " +
				"Here the input is drawn at random, as a fuzz test would, and one run in three is caught; the witness is any input with a gift.",
			Python:      "if order.gift: gifts += 1",
			Go:          "if gift { gifts++ }",
			MissingEdge: "nothing orders one goroutine's store to gifts before the other's load, if the order has a gift",
			Chain:       "both counts are stored under the mutex, with a gift or without, and each Unlock happens before the next Lock returns",
			Symptom:     "none until the first gift, which is in December",
			Repair:      "count inside the lock; and let the tests choose inputs that nobody has thought of",
			Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
			Show:        detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Sometimes(0.1),
				detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
			},
			Program: seldomExecuted,
		},
	}
}

package report

// A story says what the tables and pictures of a suite show.
type story struct {
	title, tables string
	floor         string // the cell of the limits suite that nothing here can beat, as a regular expression
	floorSays     string
}

// storyOf returns the story of a suite; one that has none is called by its name.
func storyOf(suite string) story {
	const cas = `(?i)cas`
	const handoff = `(?i)(hand.?off|ping.?pong)`
	stories := map[string]story{
		"lock": {
			"Locks", "What a turn in a lock costs: get in, work, get out; and how long those wait who want in, and how evenly they get it.",
			cas, "a compare-and-swap pair",
		},
		"rlock": {
			"Reentrant locks", "What a reentrant lock costs its first entrance and the next ones, beside a plain mutex and beside how Go code does without.",
			cas, "a compare-and-swap pair",
		},
		"semaphore": {
			"Semaphores", "What a turn costs where several slots are free, how long those wait who find none, and how evenly they get in.",
			cas, "a compare-and-swap pair",
		},
		"event": {"Events", "What it costs to wait for an event that has been set, and to wake those who wait for one.", "", ""},
		"condition": {
			"Conditions", "What a notification costs: two players who pass a ball, and the queues and broadcasts built of the same.",
			handoff, "a hand-off between processors",
		},
		"barrier": {"Barriers", "What a round costs when all parties must have come before any goes on.", handoff, "a hand-off between processors"},
		"gil":     {"The GIL", "What one lock around the interpreter does to threads that compute, wait, or both; and what goes when it goes.", "", ""},
		"thread":  {"Threads", "What it costs to start a thread and join it.", "", ""},
		"timer":   {"Timers", "What it costs to set a timer and take it back.", "", ""},
		"local":   {"Thread-local values", "What it costs to read and write a value that each thread has for itself.", "", ""},
		"limits":  {"Limits", "What the machine itself takes for the steps that every primitive is made of: nothing built of them is faster.", "", ""},
		"price":   {"The price of detectors", "What each detector costs in time and in memory, on the same work.", "", ""},
	}
	if s, ok := stories[suite]; ok {
		return s
	}
	return story{title: suite, tables: "What the benchmarks of " + suite + " measured."}
}

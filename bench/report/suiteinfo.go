package report

// suiteInfo says what the tables and pictures of a suite show.
type suiteInfo struct{ title, tables string }

// infoOf returns what is known of a suite; one that is not known is called by its name.
func infoOf(suite string) suiteInfo {
	infos := map[string]suiteInfo{
		"lock":      {"Locks", "What a turn in a lock costs: get in, work, get out; and how long those wait who want in, and how evenly they get it."},
		"rlock":     {"Reentrant locks", "What a reentrant lock costs its first entrance and the next ones, beside a plain mutex and beside how Go code does without."},
		"semaphore": {"Semaphores", "What a turn costs where several slots are free, how long those wait who find none, and how evenly they get in."},
		"event":     {"Events", "What it costs to wait for an event that has been set, and to wake those who wait for one."},
		"condition": {"Conditions", "What a notification costs: two players who pass a ball, and the queues and broadcasts built of the same."},
		"barrier":   {"Barriers", "What a round costs when all parties must have come before any goes on."},
		"gil":       {"The GIL", "What one lock around the interpreter does to threads that compute, wait, or both; and what goes when it goes."},
		"thread":    {"Threads", "What it costs to start a thread and join it."},
		"timer":     {"Timers", "What it costs to set a timer and take it back."},
		"local":     {"Thread-local values", "What it costs to read and write a value that each thread has for itself."},
		"limits":    {"Limits", "What the machine itself takes for the steps that every primitive is made of: nothing built of them is faster."},
		"price":     {"The price of detectors", "What each detector costs in time and in memory, on the same work."},
	}
	if info, ok := infos[suite]; ok {
		return info
	}
	return suiteInfo{title: suite, tables: "What the benchmarks of " + suite + " measured."}
}

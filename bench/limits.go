package bench

// What stands in the way of promises: see [Limit]. All but the work of a turn are figures of the suite limits, or of a peer that does
// nothing else.

func machine(op string, times float64) Part {
	return Part{Suite: "limits", Cell: "Limits/op=" + op, Impl: "machine", Times: times}
}

// swapPair is the least that getting in and out takes: each changes a word that other goroutines read.
func swapPair(within float64) Limit {
	return Limit{Says: "a compare-and-swap in and one out", Parts: []Part{machine("cas_pair", 1)}, Within: within}
}

// writePair is the same for a word that is set and cleared.
func writePair() Limit {
	return Limit{Says: "an atomic write to set it and one to clear it", Parts: []Part{machine("cas_pair", 1)}, Within: 1.15}
}

// countUpDown is the least that entering once more takes: each of the two calls looks at the owner.
func countUpDown() Limit {
	return Limit{
		Says:  "a count up and down, and two looks at the owner",
		Parts: []Part{machine("count_pair", 1), machine("load", 2)}, Within: 1.3,
	}
}

// turnAlone is the work of a turn, and the lock taken by one goroutine alone.
func turnAlone() Limit {
	return Limit{Says: "the same turn without contention", Parts: []Part{{Cell: "Lock/goroutines=1/work_ns=100", Impl: mutex, Times: 1}}, Within: 1.25}
}

// semaphoreTurnAlone is the same in the suite of the semaphores.
func semaphoreTurnAlone() Limit {
	return Limit{
		Says:  "the same turn without contention",
		Parts: []Part{{Cell: "Semaphore/slots=1/goroutines=1/work_ns=100/yields=0", Impl: weighted, Times: 1}}, Within: 1.25,
	}
}

// twoProcessors is a word that two processors change in turns, twice for each op: once in and once out.
func twoProcessors() Limit {
	return Limit{Says: "two changes of a word that another processor changes too", Parts: []Part{machine("fetch_add_by_two", 2)}, Within: 1.5}
}

// channelTurn is the same turn with a channel, which hands over in order of arrival: what the order costs where the runtime keeps it.
func channelTurn(cell string) Limit {
	return Limit{Says: "the same turn with a channel", Parts: []Part{{Cell: cell, Impl: channel, Times: 1}}, Within: 1.25}
}

// countedWait is a sync.Cond that counts its waiters, behind a method.
func countedWait(cell string) Limit {
	return Limit{Says: "a sync.Cond that counts its waiters", Parts: []Part{{Cell: cell, Impl: "sync.Cond.counted", Times: 1}}, Within: 1.15}
}

// timedSwitch is a hand-over of CPython's GIL: a thread that waits for it waits with a timer, is switched to, and reads the clock.
func timedSwitch() Limit {
	return Limit{
		Says:  "a timer set and stopped, a switch, a clock that is read",
		Parts: []Part{machine("afterfunc_stop", 1), machine("goroutine_switch", 1), machine("clock", 1)}, Within: 1.25,
	}
}

// strictHandOver is a hand-over of the fair GIL: the other thread is woken with it, as by a channel, and reads the clock. The thread
// that hands it over has let the other come before.
func strictHandOver() Limit {
	return Limit{
		Says:  "a switch, a hand-over by a channel, a clock that is read",
		Parts: []Part{machine("goroutine_switch", 1), machine("chan_handoff", 1), machine("clock", 1)}, Within: 1.3,
	}
}

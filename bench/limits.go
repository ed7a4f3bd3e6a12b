package bench

// What stands in the way of promises: see [Limit]. All but the work of a turn are figures of the suite limits, or of a peer that does
// nothing else.

func machine(op string, times float64) Part {
	return Part{Suite: "limits", Cell: "Limits/op=" + op, Impl: "machine", Times: times}
}

func alone(cell, impl string) Part { return Part{Cell: cell, Impl: impl, Times: 1} }

func limit(within float64, says string, parts ...Part) Limit { return Limit{says, parts, within} }

// swapPair is the least that getting in and out takes: each changes a word that other goroutines read. Two processors that change it at
// the same time come as near to it as one leaves the word to the other: a semaphore that does has been faster than two that just add.
func swapPair(within float64) Limit {
	return limit(within, "a compare-and-swap in and one out", machine("cas_pair", 1))
}

// writePair is the same for a word that is set and cleared.
func writePair() Limit {
	return limit(1.15, "an atomic write to set it and one to clear it", machine("cas_pair", 1))
}

// countUpDown is the least that entering once more takes: each of the two calls looks at the owner first.
func countUpDown() Limit {
	return limit(1.3, "a count up and down, and two looks at the owner", machine("count_pair", 1))
}

// turnAlone is the work of a turn, and the lock taken by one goroutine alone.
func turnAlone() Limit {
	return limit(1.25, "the same turn without contention", alone("Lock/goroutines=1/work_ns=100", mutex))
}

// semaphoreTurnAlone is the same in the suite of the semaphores.
func semaphoreTurnAlone() Limit {
	return limit(1.25, "the same turn without contention", alone("Semaphore/slots=1/goroutines=1/work_ns=100/yields=0", weighted))
}

// channelTurn is the same turn with a channel, which hands over in order of arrival: what the order costs where the runtime keeps it.
func channelTurn(cell string) Limit {
	return limit(1.25, "the same turn with a channel", alone(cell, channel))
}

// countedWait is a sync.Cond that counts its waiters, behind a method.
func countedWait(cell string) Limit {
	return limit(1.15, "a sync.Cond that counts its waiters", alone(cell, "sync.Cond.counted"))
}

// timedSwitch is a hand-over of CPython's GIL: a thread that waits for it waits with a timer, is switched to, and reads the clock.
func timedSwitch() Limit {
	return limit(1.25, "a timer set and stopped, a switch, a clock that is read",
		machine("afterfunc_stop", 1), machine("goroutine_switch", 1), machine("clock", 1))
}

// strictHandOver is a hand-over of the fair GIL: the other thread is woken with it, as by a channel. The thread that hands it over has
// let the other come before. One of them reads the monotonic clock when it hands over, the other when it comes, and the runtime as
// often as once in two switches while a timer is set, which the switch interval needs: 67 ns of a hand-over's 352 in a profile, 43 of
// them ours. The clock of the suite limits is time.Now, two readings.
func strictHandOver() Limit {
	return limit(1.3, "a switch, a hand-over by a channel, a clock that is read three times",
		machine("goroutine_switch", 1), machine("chan_handoff", 1), machine("clock", 1.5))
}

package bench

import "slices"

func eventTargets() []Target {
	const after = "EventDirect/op=wait_after_set"
	return slices.Concat(
		group("event", after, event,
			near("atomic.Bool", 1.15, "a wait after set is one load"),
			faster(channel, 5, "a wait after set, 5 times faster than a closed channel"),
			faster("context", 5, "a wait after set, 5 times faster than a context that is done"),
			Target{Unit: allocations, Says: "a wait after set, no allocation"}),
		group("event", "EventDirect/op=wait_timeout_after_set", event,
			faster(chanTimer, 100, "with a timeout, 100 times faster than a channel and a timer")),
		group("event", "EventSetClear", event,
			faster(cond, 1.8, "set and cleared, 1.8 times faster than mutex and condition"),
			faster(channel, 10, "set and cleared, 10 times faster than a channel").unless(writePair())),
		group("event", "EventBroadcast/waiters=1000", event,
			near("close", 1.15, "1000 waiters go, near the bare close of a channel")),
	)
}

func conditionTargets() []Target {
	return slices.Concat(
		group("condition", "ConditionPingPong", condition,
			near(cond, 1.15, "near sync.Cond").unless(countedWait("ConditionPingPong")),
			faster("chancond", 1.5, "1.5 times faster than a condition of channels").unless(countedWait("ConditionPingPong")),
			Target{Unit: allocations, Says: "no allocation"}),
		group("condition", "ConditionPingPongTimed", condition,
			faster(chanTimer, 1.5, "with a timeout, 1.5 times faster than a channel for each and a timer"),
			faster("chancond", 1.5, "with a timeout, 1.5 times faster than a condition of channels and a timer"),
			Target{Unit: allocations, Most: 4, Says: "with a timeout, 2 allocations for each of the two waits"}),
		group("condition", "ConditionQueue/producers=4/consumers=4/room=16", condition,
			faster(cond, 1.3, "a queue that 4 fill and 4 empty, 1.3 times faster than sync.Cond")),
		group("condition", "ConditionNotifyAll/waiters=1000", condition,
			faster(cond, 1.3, "1000 waiters go, 1.3 times faster than sync.Cond").unless(countedWait("ConditionNotifyAll/waiters=1000"))),
	)
}

func barrierTargets() []Target {
	return slices.Concat(
		group("barrier", "Barrier/parties=2", barrier,
			faster(cond, 1.5, "2 parties, 1.5 times faster than mutex and condition"),
			Target{Unit: allocations, Says: "2 parties, no allocation"}),
		group("barrier", "Barrier/parties=8", barrier,
			faster(cond, 1.2, "8 parties, 1.2 times faster than mutex and condition")),
		group("barrier", "Barrier/parties=64", barrier,
			near(cond, 1, "64 parties, as fast as mutex and condition")),
		group("barrier", "Barrier/parties=64", "threadlab.Barrier.timed",
			near(cond, 1.3, "64 parties with a timeout, at most 1.3 times mutex and condition without")),
	)
}

func gilTargets() []Target {
	const handover = "GILHandover/threads=2"
	return slices.Concat(
		group("gil", handover, "gil", near(mutex, 1, "a hand-over of the GIL, as fast as one of a sync.Mutex").unless(timedSwitch())),
		group("gil", handover, "gil.fair", near(mutex, 1, "a hand-over of the fair GIL, as fast as one of a sync.Mutex").unless(strictHandOver())),
	)
}

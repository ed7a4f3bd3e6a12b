package scheduler

// timers are those that are armed, a heap by their deadlines and the order of arming.
type timers []*Timer

func (t *Timer) before(other *Timer) bool {
	return t.deadline < other.deadline || t.deadline == other.deadline && t.number < other.number
}

func (h timers) place(i int, t *Timer) {
	h[i] = t
	t.place = i + 1
}

func (h *timers) add(t *Timer) {
	*h = append(*h, t)
	h.rise(len(*h)-1, t)
}

// remove takes out a timer that is armed.
func (h *timers) remove(t *Timer) {
	list, i := *h, t.place-1
	last := len(list) - 1
	moved := list[last]
	list[last], *h, t.place = nil, list[:last], 0
	if moved == t {
		return
	}
	h.sink(i, moved)
	h.rise(moved.place-1, moved)
}

// rise places a timer at i or above.
func (h timers) rise(i int, t *Timer) {
	for i > 0 && t.before(h[(i-1)/2]) {
		h.place(i, h[(i-1)/2])
		i = (i - 1) / 2
	}
	h.place(i, t)
}

// sink places a timer at i or below.
func (h timers) sink(i int, t *Timer) {
	for {
		child := 2*i + 1
		if child+1 < len(h) && h[child+1].before(h[child]) {
			child++
		}
		if child >= len(h) || t.before(h[child]) {
			h.place(i, t)
			return
		}
		h.place(i, h[child])
		i = child
	}
}

// first returns the first timer at i or below that fires, or nil.
func (h timers) first(i int) *Timer {
	if i >= len(h) {
		return nil
	}
	if t := h[i]; t.skip == nil || !t.skip() {
		return t
	}
	left, right := h.first(2*i+1), h.first(2*i+2)
	if left == nil || right != nil && right.before(left) {
		return right
	}
	return left
}

// sameInstant lists some of the timers at i or below that fire at the same instant as
// another one.
func (h timers) sameInstant(i int, as *Timer, list []*Timer) []*Timer {
	if i >= len(h) || h[i].deadline > as.deadline || len(list) == maxRivals {
		return list
	}
	if t := h[i]; t != as && t.deadline == as.deadline && (t.skip == nil || !t.skip()) {
		list = append(list, t)
	}
	return h.sameInstant(2*i+2, as, h.sameInstant(2*i+1, as, list))
}

// maxRivals bounds the timers of one instant that may each be the next to fire.
const maxRivals = 8

package primitives

// A waitList holds waiters in the order of their arrival. The mutex of the primitive guards it.
type waitList struct {
	head, tail *waiter
	len        int
}

func (l *waitList) empty() bool { return l.head == nil }

func (l *waitList) pushBack(w *waiter) {
	l.len++
	w.list, w.prev = l, l.tail
	if l.tail == nil {
		l.head = w
	} else {
		l.tail.next = w
	}
	l.tail = w
}

// pushFront puts a waiter that was woken in vain back at the head: it keeps its turn.
func (l *waitList) pushFront(w *waiter) {
	l.len++
	w.list, w.next = l, l.head
	if l.head == nil {
		l.tail = w
	} else {
		l.head.prev = w
	}
	l.head = w
}

func (l *waitList) remove(w *waiter) {
	l.len--
	if w.behind > 0 {
		w.passOn()
	}
	if w.prev == nil {
		l.head = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		l.tail = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.next, w.prev, w.list = nil, nil, nil
}

// wakeFirst takes the oldest waiter off the list and wakes it. It reports whether there was one.
func (l *waitList) wakeFirst(v verdict) bool {
	w := l.head
	if w == nil {
		return false
	}
	l.remove(w)
	w.wake(v)
	return true
}

// wakeAll empties the list and wakes every waiter, oldest first.
func (l *waitList) wakeAll(v verdict) {
	for l.wakeFirst(v) {
	}
}

package scheduler

import "unsafe"

// A waitTable finds the goroutines whose guards depend on an object.
type waitTable struct{ Table }

// A waitList is the goroutines at one object.
type waitList struct {
	first   *waitNode
	updated int // see crowd.update
}

type waitNode struct {
	g          *goroutine
	object     unsafe.Pointer
	list       *waitList
	prev, next *waitNode
}

func (t *waitTable) link(n *waitNode) {
	e := t.At(n.object)
	if e.Value == nil {
		e.Value = new(waitList)
	}
	n.list = e.Value.(*waitList)
	if n.next = n.list.first; n.next != nil {
		n.next.prev = n
	} else {
		n.list.updated = 0
	}
	n.list.first = n
}

func (t *waitTable) unlink(n *waitNode) {
	if n.next != nil {
		n.next.prev = n.prev
	}
	if n.prev != nil {
		n.prev.next = n.next
	} else if n.list.first = n.next; n.next == nil {
		t.Remove(n.object)
	}
	*n = waitNode{}
}

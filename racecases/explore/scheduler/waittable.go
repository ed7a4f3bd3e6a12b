package scheduler

import "unsafe"

// A waitTable finds the goroutines whose guards depend on an object. It is a hash table
// of lists: the race detector would see a map.
type waitTable struct {
	buckets []*waitList
	count   int
	unused  *waitList
}

// A waitList is the goroutines at one object.
type waitList struct {
	object  unsafe.Pointer
	first   *waitNode
	updated int       // see crowd.update
	next    *waitList // in the bucket
}

type waitNode struct {
	g          *goroutine
	list       *waitList
	prev, next *waitNode
}

func (t *waitTable) find(object unsafe.Pointer) *waitList {
	if len(t.buckets) == 0 {
		return nil
	}
	list := *t.bucket(object)
	for list != nil && list.object != object {
		list = list.next
	}
	return list
}

func (t *waitTable) bucket(object unsafe.Pointer) **waitList {
	hash := uint64(uintptr(object)) * 0x9E3779B97F4A7C15 >> 32
	return &t.buckets[hash&uint64(len(t.buckets)-1)]
}

func (t *waitTable) link(n *waitNode, object unsafe.Pointer) {
	list := t.find(object)
	if list == nil {
		list = t.insert(object)
	}
	n.list, n.next = list, list.first
	if list.first != nil {
		list.first.prev = n
	}
	list.first = n
}

func (t *waitTable) insert(object unsafe.Pointer) *waitList {
	if t.count >= len(t.buckets) {
		t.grow()
	}
	list := t.unused
	if list == nil {
		list = new(waitList)
	} else {
		t.unused = list.next
	}
	at := t.bucket(object)
	*list = waitList{object: object, next: *at}
	*at = list
	t.count++
	return list
}

func (t *waitTable) grow() {
	old := t.buckets
	t.buckets = make([]*waitList, max(64, 2*len(old)))
	for _, list := range old {
		for list != nil {
			next := list.next
			at := t.bucket(list.object)
			list.next, *at = *at, list
			list = next
		}
	}
}

func (t *waitTable) unlink(n *waitNode) {
	if n.next != nil {
		n.next.prev = n.prev
	}
	if n.prev != nil {
		n.prev.next = n.next
	} else if n.list.first = n.next; n.next == nil {
		t.remove(n.list)
	}
	*n = waitNode{}
}

func (t *waitTable) remove(list *waitList) {
	for at := t.bucket(list.object); *at != nil; at = &(*at).next {
		if *at == list {
			*at = list.next
			t.count--
			*list = waitList{next: t.unused}
			t.unused = list
			return
		}
	}
}

package scheduler

// A set of small numbers.
type set []uint64

func (s set) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }
func (s set) add(i int)      { s[i>>6] |= 1 << (i & 63) }

func (s set) union(other set) {
	for i := range s {
		s[i] |= other[i]
	}
}

func (s set) meets(other set) bool {
	for i := range s {
		if s[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

// A table of sets, all of the same room.
type table struct {
	words []uint64
	room  int
}

// reset makes room for some empty sets of numbers below n.
func (t *table) reset(sets, n int) {
	t.room = (n + 63) >> 6
	if need := sets * t.room; need > cap(t.words) {
		t.words = make([]uint64, need, 2*need)
	} else {
		t.words = t.words[:need]
		clear(t.words)
	}
}

func (t *table) row(i int) set { return t.words[i*t.room : (i+1)*t.room] }

package scheduler

import (
	"math/bits"
	"slices"
)

// A bitset holds small numbers.
type bitset []uint64

func (s bitset) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }
func (s bitset) add(i int)      { s[i>>6] |= 1 << (i & 63) }

func (s bitset) union(other bitset) {
	for i := range s {
		s[i] |= other[i]
	}
}

func (s bitset) intersects(other bitset) bool {
	for i := range s {
		if s[i]&other[i] != 0 {
			return true
		}
	}
	return false
}

// A bitTable is a list of bitsets of one size.
type bitTable struct {
	words []uint64
	size  int // of each, in words
}

// reset makes room for some empty bitsets of numbers below n.
func (t *bitTable) reset(sets, n int) {
	t.size = (n + 63) >> 6
	need := sets * t.size
	t.words = slices.Grow(t.words[:0], need)[:need]
	clear(t.words)
}

func (t *bitTable) row(i int) bitset { return t.words[i*t.size : (i+1)*t.size] }

// An idSet is a set of small numbers, a bit for each, which grows.
type idSet []uint64

func (s *idSet) add(id int) {
	for len(*s) <= id>>6 {
		*s = append(*s, 0)
	}
	(*s)[id>>6] |= 1 << (id & 63)
}

func (s idSet) remove(id int) {
	if id>>6 < len(s) {
		s[id>>6] &^= 1 << (id & 63)
	}
}

// next returns the lowest number from id on, or -1.
func (s idSet) next(id int) int {
	from := id & 63
	for i := id >> 6; i < len(s); i++ {
		if word := s[i] >> from; word != 0 {
			return i<<6 + from + bits.TrailingZeros64(word)
		}
		from = 0
	}
	return -1
}

package scheduler

import "math/bits"

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

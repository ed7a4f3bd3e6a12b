package scheduler

import "math/bits"

// An idSet is a set of small numbers: a tree of words, each bit of which says whether
// the word below it has any.
type idSet struct{ levels [idLevels][]uint64 }

// idLevels is enough for 64^5 numbers.
const idLevels = 5

func (s *idSet) add(id int) {
	for l := range s.levels {
		for len(s.levels[l]) <= id>>6 {
			s.levels[l] = append(s.levels[l], 0)
		}
		s.levels[l][id>>6] |= 1 << (id & 63)
		id >>= 6
	}
}

func (s *idSet) remove(id int) {
	for l := range s.levels {
		if id>>6 >= len(s.levels[l]) {
			return
		}
		word := &s.levels[l][id>>6]
		if *word &^= 1 << (id & 63); *word != 0 {
			return
		}
		id >>= 6
	}
}

// next returns the lowest number from id on, or -1.
func (s *idSet) next(id int) int {
	for l := range s.levels {
		if id>>6 >= len(s.levels[l]) {
			return -1
		}
		if word := s.levels[l][id>>6] >> (id & 63); word != 0 {
			id += bits.TrailingZeros64(word)
			for l > 0 {
				l--
				id = id<<6 | bits.TrailingZeros64(s.levels[l][id])
			}
			return id
		}
		id = id>>6 + 1
	}
	return -1
}

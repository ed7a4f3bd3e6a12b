package measure

import "time"

// A forecast knows how long the rounds of each part took, and so how long the rest should take.
type forecast struct {
	spent  []time.Duration // of each part
	rounds []int
	count  int // of rounds that each part should have
	done   int
}

func newForecast(parts, count int) *forecast {
	return &forecast{spent: make([]time.Duration, parts), rounds: make([]int, parts), count: count}
}

func (f *forecast) took(part int, d time.Duration) {
	f.spent[part] += d
	f.rounds[part]++
	f.done++
}

// left takes a part that has not been measured yet for an average one.
func (f *forecast) left(kept Kept) time.Duration {
	if f.done == 0 {
		return 0
	}
	total, known := time.Duration(0), 0
	for i, n := range f.rounds {
		if n > 0 {
			total += f.spent[i] / time.Duration(n)
			known++
		}
	}
	left := time.Duration(0)
	for i, n := range f.rounds {
		each := total / time.Duration(known)
		if n > 0 {
			each = f.spent[i] / time.Duration(n)
		}
		left += each * time.Duration(f.count-kept.parts[i].rounds-n)
	}
	return left
}

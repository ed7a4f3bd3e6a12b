package scheduler

import (
	"fmt"
	"strconv"
	"strings"
)

// A Delay takes another alternative than the default at one point.
type Delay struct{ Point, Alternative int }

// A Schedule lists its delays in the order of their points. The empty one is the default
// schedule.
type Schedule []Delay

const defaultSchedule = "default"

// String returns the schedule as [ParseSchedule] reads it.
func (s Schedule) String() string {
	if len(s) == 0 {
		return defaultSchedule
	}
	words := make([]string, len(s))
	for i, d := range s {
		words[i] = fmt.Sprintf("%d.%d", d.Point, d.Alternative)
	}
	return strings.Join(words, "-")
}

// ParseSchedule reads a schedule, as in "default" or "4.1-17.2": at point 4 the
// first alternative to the default, at point 17 the second.
func ParseSchedule(text string) (Schedule, error) {
	if text == defaultSchedule {
		return nil, nil
	}
	var s Schedule
	last := -1
	for word := range strings.SplitSeq(text, "-") {
		point, alternative, _ := strings.Cut(word, ".")
		p, err := strconv.Atoi(point)
		a, err2 := strconv.Atoi(alternative)
		if err != nil || err2 != nil || p <= last || a < 1 {
			return nil, fmt.Errorf("schedule %q: want %s, or points in rising order with their alternatives, as in 4.1-17.2", text, defaultSchedule)
		}
		s, last = append(s, Delay{p, a}), p
	}
	return s, nil
}

package scheduler

import (
	"cmp"
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

// A length is how much there is to read in a failing schedule: its delays, then the values drawn
// in it that are not the usual ones, then its steps.
type length struct{ delays, values, steps int }

func (l length) shorter(than length) bool {
	return cmp.Or(cmp.Compare(l.delays, than.delays), cmp.Compare(l.values, than.values), cmp.Compare(l.steps, than.steps)) < 0
}

func (r *Run) length() length     { return length{r.delays(), r.values, r.steps} }
func (a *Answer) length() length  { return length{a.Delays, len(a.Schedule) - a.Delays, a.Steps} }
func (f *Finding) length() length { return length{f.Delays, len(f.Schedule) - f.Delays, f.Steps} }

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

// Behind returns a replay of the schedule that goes on after data races of fewer steps, as
// [ParseReplay] reads it.
func (s Schedule) Behind(steps int) string { return fmt.Sprintf("%v%s%d", s, behind, steps) }

const behind = "@"

// ParseReplay reads a schedule, or one with a number of steps, as in "4.1@30": the replay
// goes on after data races of fewer steps.
func ParseReplay(text string) (s Schedule, steps int, err error) {
	text, number, found := strings.Cut(text, behind)
	if found {
		if steps, err = strconv.Atoi(number); err != nil || steps < 0 {
			return nil, 0, fmt.Errorf("schedule %s%s%s: want a number of steps at its end", text, behind, number)
		}
	}
	s, err = ParseSchedule(text)
	return s, steps, err
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

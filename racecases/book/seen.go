package book

import (
	"cmp"
	"fmt"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/matrix"
)

// A seen is what one detector made of a case in its own build.
type seen struct {
	Detector, Build string
	Word            string  // how often it saw the bug: always, sometimes, never
	Share           string  // of how many runs, with the 95 % interval
	Runs            int     // until it is seen with 95 %; 0: unknown
	Low, Hits, High float64 // of the share, from 0 to 1
	Sees            bool
	Alarms          string // its false alarms, if there are any
	Why             string // why it does not see the bug
}

// seenBy has a row for each detector that was measured, those that see the bug first.
func seenBy(ref corpus.Ref, entries []matrix.Entry) []seen {
	var all []seen
	for _, d := range detect.Names() {
		s := seen{Detector: string(d), Build: string(d.Build())}
		measured := false
		for _, e := range entries {
			switch {
			case e.Detector != d:
			case e.Half == corpus.Broken:
				measured = true
				s.of(e)
			default:
				measured = measured || ref.Case.Negative
				s.correct(e, ref.Case.Negative)
			}
		}
		if !measured {
			continue
		}
		expect := ref.Of(d)
		switch {
		case expect.Rate == corpus.RateNotApplicable:
			s.Word, s.Why = "not applicable", expect.Why
		case expect.Rate == corpus.RateFalseAlarm, expect.Rate == corpus.RateOpportunistic, !ref.Case.Negative && !s.Sees:
			s.Why = expect.Why
		}
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b seen) int { return cmp.Compare(b.Hits, a.Hits) })
	return all
}

// of takes what was seen of the broken half.
func (s *seen) of(e matrix.Entry) {
	s.Word, s.Runs, s.Sees = e.Label, e.RunsTo95, e.Hits > 0
	if e.Trials == 0 {
		return
	}
	s.Hits = float64(e.Hits) / float64(e.Trials)
	if e.Build.Once() {
		s.Share = "a second run says the same"
		s.Low, s.High = s.Hits, s.Hits
		return
	}
	s.Low, s.High = e.Low, e.High
	s.Share = fmt.Sprintf("%d of %d runs (%s to %s\u00a0%%)", e.Hits, e.Trials, percent(e.Low), percent(e.High))
}

// correct takes what was reported of the correct half, which is all that there is of a negative.
func (s *seen) correct(e matrix.Entry, negative bool) {
	if e.Hits > 0 {
		s.Alarms = fmt.Sprintf("false alarm in %d of %d runs of the correct half", e.Hits, e.Trials)
	}
	if negative {
		s.Word, s.Share = "silent", fmt.Sprintf("%d reports in %d runs", e.Hits, e.Trials)
		if e.Hits > 0 {
			s.Word = "false alarm"
		}
	}
}

func percent(p float64) string { return fmt.Sprintf("%.3g", 100*p) }

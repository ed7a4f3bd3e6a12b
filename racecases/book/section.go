package book

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/matrix"
)

// A section is a case on the page of its lesson.
type section struct {
	corpus.Case
	Name     string // lesson/slug
	Lesson   string
	Pair     sideBySide
	Timeline *timeline // of the witness; nil: no schedule is one
	Seen     []seen
	Debrief  Debrief
	Play     play
}

// A play is the place where the script lets a learner play a case.
type play struct {
	Half     corpus.Half
	Kind     corpus.Kind // empty: it cannot be played
	Accesses bool        // it needs points at accesses to shared variables, and not at operations alone
	Witness  string      // the schedule
	Ends     string      // how that ends
	Cannot   string      // why the case cannot be played
}

// A Debrief is what the page says when a case is won, in sentences. The script that plays reads
// it there.
type Debrief struct {
	Case        string       `json:"case"`
	Class       corpus.Class `json:"class"`
	Negative    bool         `json:"negative,omitempty"`
	Symptom     string       `json:"symptom,omitempty"`
	MissingEdge string       `json:"missing_edge"` // of a negative the one that it has
	Chain       string       `json:"chain,omitempty"`
	Repair      string       `json:"repair,omitempty"`
	Outcomes    []Outcome    `json:"outcomes"`
}

// An Outcome is a row of a case's table of outcomes.
type Outcome struct {
	Match string       `json:"match"` // the outcome, or a pattern as of path.Match
	Grade corpus.Grade `json:"grade"`
	Means string       `json:"means"`
}

func (b Book) section(ref corpus.Ref, entries []matrix.Entry) (section, error) {
	s := section{
		Case: ref.Case, Name: ref.Name(), Lesson: ref.Lesson.Slug,
		Seen: seenBy(ref, entries), Debrief: debriefOf(ref),
	}
	var err error
	if s.Pair, err = pairOf(ref); err != nil {
		return s, err
	}
	w, ok, err := ref.Witness()
	if err != nil {
		return s, err
	}
	if ok {
		s.Timeline = b.timeline(ref, w)
	}
	s.Play, err = playOf(ref, w)
	return s, err
}

func debriefOf(ref corpus.Ref) Debrief {
	c := ref.Case
	d := Debrief{
		Case: ref.Name(), Class: c.Class, Negative: c.Negative, Symptom: sentence(c.Symptom),
		MissingEdge: sentence(c.MissingEdge), Chain: sentence(c.Chain), Repair: sentence(c.Repair),
	}
	for _, o := range c.Outcomes {
		d.Outcomes = append(d.Outcomes, Outcome(o))
	}
	return d
}

// playOf returns how a case is played: the broken half of a pair, the one of a negative.
func playOf(ref corpus.Ref, w corpus.Witness) (play, error) {
	p := play{Half: ref.Halves()[0], Accesses: w.Accesses, Witness: w.Schedule, Ends: w.Ends}
	if ref.Case.NotModelled != "" {
		p.Cannot = "the scheduler here does not model what it uses (" + ref.Case.NotModelled + ")"
	}
	var err error
	p.Kind, err = ref.Kind(p.Half)
	return p, err
}

// Package rules says what every case keeps: what must be written, marked and proven. The
// tests ask it; what runs a case does not link it.
package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/corpus/halfdiff"
	"threadlab/racecases/detect"
)

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// CheckSlug returns an error for what cannot name a case. The last word must not be one
// that tells the files of a case apart.
func CheckSlug(s string) error {
	if !slug.MatchString(s) {
		return fmt.Errorf("slug %q: want lower-case words and digits joined by hyphens", s)
	}
	if strings.HasSuffix(s, "-broken") || strings.HasSuffix(s, "-case") {
		return fmt.Errorf("slug %q: want another last word: -broken and -case end the names of a case's files", s)
	}
	return nil
}

// Check reports, joined into one error, every way in which a case breaks the rules.
func Check(r corpus.Ref) error {
	c := r.Case
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf(r.Name()+": "+format, args...))
	}
	if err := CheckSlug(c.Slug); err != nil {
		fail("%w", err)
	}
	if !slices.Contains(corpus.Classes(), c.Class) {
		fail("class %q is none of %v", c.Class, corpus.Classes())
	}
	for _, text := range texts(c) {
		switch {
		case text.value == "" && text.needed:
			fail("has no %s", text.name)
		case text.value == corpus.Unwritten:
			fail("its %s is still the template's: write it", text.name)
		}
	}
	if c.Program == nil {
		fail("has no program")
	}
	if len(c.Outcomes) == 0 {
		fail("has no table of outcomes")
	}
	if c.Cap > 0 && c.CapReason == "" {
		fail("raises its cap to %d lines without a reason", c.Cap)
	}
	for d, e := range c.Expect {
		if !e.Sees() && e.Why == "" {
			fail("expects %s of the %s detector without a reason", e.Rate, d)
		}
		if e.Rate == corpus.RateSometimes && (e.Least <= 0 || e.Least >= 1) {
			fail("expects the %s detector sometimes, with probability %v: want one between 0 and 1", d, e.Least)
		}
	}
	if c.NotModelled != "" && c.Witness == "" {
		fail("is refused by the explorer, and names no other witness")
	}
	errs = append(errs, checkKind(r))
	return errors.Join(append(errs, checkHalves(r)...)...)
}

// A text is one that the author of a case writes. A negative needs no other than its story, its line of Go and its edge.
type text struct {
	name, value string
	needed      bool
}

func texts(c corpus.Case) []text {
	all := []text{
		{"story", c.Story, true}, {"line of Python", c.Python, false}, {"line of Go", c.Go, true}, {"missing edge", c.MissingEdge, true},
		{"happens-before chain", c.Chain, !c.Negative}, {"symptom", c.Symptom, !c.Negative}, {"repair", c.Repair, !c.Negative},
	}
	for _, o := range c.Outcomes {
		all = append(all, text{"meaning of the outcome " + o.Match, o.Means, false})
	}
	for _, d := range detect.Names() {
		all = append(all, text{"reason for what it expects of the " + string(d) + " detector", c.Expect[d].Why, false})
	}
	return all
}

func checkHalves(r corpus.Ref) []error {
	marks, err := r.Marks(corpus.Correct)
	if err != nil {
		return []error{err}
	}
	var errs []error
	if len(marks) > 0 {
		errs = append(errs, fmt.Errorf("%s: %v: a half that is right has no marks", r.Name(), marks[0]))
	}
	if r.Case.Negative {
		return errs
	}
	if r.Case.Show == "" || !r.Of(r.Case.Show).Sees() {
		errs = append(errs, fmt.Errorf("%s: show names %q, which is not expected to see the bug", r.Name(), r.Case.Show))
	}
	diff, err := halfdiff.Of(r)
	if err != nil {
		return append(errs, err)
	}
	switch n := halfdiff.Changed(diff); {
	case n == 0:
		errs = append(errs, fmt.Errorf("%s: its halves do not differ", r.Name()))
	case n > r.Case.MaxChanged():
		errs = append(errs, fmt.Errorf("%s: its halves differ in %d lines, more than %d", r.Name(), n, r.Case.MaxChanged()))
	}
	if marks, err = r.Marks(corpus.Broken); err != nil {
		errs = append(errs, err)
	} else if len(marks) == 0 && needsMarks(r) {
		errs = append(errs, fmt.Errorf("%s: no line of its broken half is marked", r.Name()))
	}
	if err := checkWitness(r); err != nil {
		errs = append(errs, err)
	}
	return errs
}

// needsMarks is false for a case that only its outcome shows, or the explorer by its outcome: an outcome names no line.
func needsMarks(r corpus.Ref) bool {
	for _, d := range detect.Names() {
		if d != detect.Outcome && d != detect.Explorer && r.Of(d).Sees() {
			return true
		}
	}
	return false
}

// checkKind wants a kind of each half that can be played, and none of the others.
func checkKind(r corpus.Ref) error {
	all, err := r.Lesson.Kinds()
	kind, known := all[r.Case.Slug]
	switch refused := r.Case.NotModelled != ""; {
	case err != nil:
		return err
	case known && refused:
		return fmt.Errorf("%s: is refused by the explorer, and cannot be played: %q is of no half", r.Name(), kind)
	case !known && !refused:
		return fmt.Errorf("%s: how it is played is not written down: %s -case %s", r.Name(), corpus.RenewWitnesses, r.Name())
	case known && (kind == corpus.ProveIt) != r.Case.Negative:
		return fmt.Errorf("%s: %q is not how it is played: %s -case %s", r.Name(), kind, corpus.RenewWitnesses, r.Name())
	}
	return nil
}

// checkWitness wants one proof of each broken half: a schedule, or an outcome of a
// real process that the case names and that is expected to show.
func checkWitness(r corpus.Ref) error {
	w, scheduled, err := r.Witness()
	switch {
	case err != nil:
		return err
	case scheduled && r.Case.Witness != "":
		return fmt.Errorf("%s: says that an outcome is its witness, and the schedule %s is one", r.Name(), w.Schedule)
	case scheduled:
		return nil
	case r.Case.Witness == "":
		return fmt.Errorf("%s: nothing but a detector says that its broken half is broken: %s finds a schedule that proves it, or Witness names an outcome that does", r.Name(), corpus.RenewWitnesses)
	}
	for _, d := range []detect.Name{detect.Outcome, detect.Runtime} {
		if r.Of(d).Sees() {
			return nil
		}
	}
	return fmt.Errorf("%s: names an outcome for its witness, and expects neither a forbidden one nor the end of the process", r.Name())
}

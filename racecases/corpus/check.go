package corpus

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"threadlab/racecases/detect"
)

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Check reports, joined into one error, every way in which a case breaks the
// rules: what is unwritten, a diff over its cap, halves without marks or marks
// where there should be none.
func (r Ref) Check() error {
	c := r.Case
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf(r.Name()+": "+format, args...))
	}
	if !slug.MatchString(c.Slug) {
		fail("slug %q: want lower-case words and digits joined by hyphens", c.Slug)
	}
	if !slices.Contains(Classes(), c.Class) {
		fail("class %q is none of %v", c.Class, Classes())
	}
	for _, text := range []struct{ name, value string }{
		{"story", c.Story}, {"missing edge", c.MissingEdge}, {"Go line", c.Go},
	} {
		if text.value == "" {
			fail("has no %s", text.name)
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
		if e.Rate == RateSometimes && (e.Least <= 0 || e.Least >= 1) {
			fail("expects the %s detector sometimes, with probability %v: want one between 0 and 1", d, e.Least)
		}
	}
	if err := c.Explorer.check(c.Class); err != nil {
		fail("%w", err)
	}
	return errors.Join(append(errs, r.checkHalves()...)...)
}

func (r Ref) checkHalves() []error {
	marks, err := r.Marks(Correct)
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
	if e, _ := r.Of(r.Case.Show); r.Case.Show == "" || !e.Sees() {
		errs = append(errs, fmt.Errorf("%s: show names %q, which is not expected to see the bug", r.Name(), r.Case.Show))
	}
	for _, text := range []struct{ name, value string }{
		{"happens-before chain", r.Case.Chain}, {"symptom", r.Case.Symptom}, {"repair", r.Case.Repair},
	} {
		if text.value == "" {
			errs = append(errs, fmt.Errorf("%s: has no %s", r.Name(), text.name))
		}
	}
	diff, err := r.Diff()
	if err != nil {
		return append(errs, err)
	}
	switch n := Changed(diff); {
	case n == 0:
		errs = append(errs, fmt.Errorf("%s: its halves do not differ", r.Name()))
	case n > r.Case.MaxChanged():
		errs = append(errs, fmt.Errorf("%s: its halves differ in %d lines, more than %d", r.Name(), n, r.Case.MaxChanged()))
	}
	if marks, err = r.Marks(Broken); err != nil {
		errs = append(errs, err)
	} else if len(marks) == 0 && r.needsMarks() {
		errs = append(errs, fmt.Errorf("%s: no line of its broken half is marked", r.Name()))
	}
	if err := r.checkWitness(); err != nil {
		errs = append(errs, err)
	}
	return errs
}

// needsMarks is false for a case that only its outcome shows, or the explorer by its
// outcome: an outcome names no line.
func (r Ref) needsMarks() bool {
	for _, d := range detect.Names() {
		if e, _ := r.Of(d); d != detect.Outcome && d != detect.Explorer && e.Sees() {
			return true
		}
	}
	return false
}

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
		return fmt.Errorf("slug %q: broken and case at its end name the files of a case", s)
	}
	return nil
}

// Check reports, joined into one error, every way in which a case breaks the
// rules: what is unwritten, a diff over its cap, halves without marks or marks
// where there should be none.
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
		if e.Rate == corpus.RateSometimes && (e.Least <= 0 || e.Least >= 1) {
			fail("expects the %s detector sometimes, with probability %v: want one between 0 and 1", d, e.Least)
		}
	}
	if c.NotModelled != "" && c.Witness == "" {
		fail("is refused by the explorer, and names no other witness")
	}
	for _, name := range unwritten(c) {
		fail("its %s is still the template's: write it", name)
	}
	errs = append(errs, checkKind(r))
	return errors.Join(append(errs, checkHalves(r)...)...)
}

// unwritten names the texts that are still the template's.
func unwritten(c corpus.Case) []string {
	var names []string
	for _, text := range []struct{ name, value string }{
		{"story", c.Story}, {"line of Python", c.Python}, {"line of Go", c.Go}, {"missing edge", c.MissingEdge},
		{"happens-before chain", c.Chain}, {"symptom", c.Symptom}, {"repair", c.Repair},
	} {
		if text.value == corpus.Unwritten {
			names = append(names, text.name)
		}
	}
	for _, o := range c.Outcomes {
		if o.Means == corpus.Unwritten {
			names = append(names, "meaning of the outcome "+o.Match)
		}
	}
	for _, d := range detect.Names() {
		if c.Expect[d].Why == corpus.Unwritten {
			names = append(names, "reason for what it expects of the "+string(d)+" detector")
		}
	}
	return names
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

// needsMarks is false for a case that only its outcome shows, or the explorer by its
// outcome: an outcome names no line.
func needsMarks(r corpus.Ref) bool {
	for _, d := range detect.Names() {
		if e, _ := r.Of(d); d != detect.Outcome && d != detect.Explorer && e.Sees() {
			return true
		}
	}
	return false
}

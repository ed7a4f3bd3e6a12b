//go:build !broken

package racecases_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"github.com/stretchr/testify/assert"

	"threadlab/racecases/corpus"
	"threadlab/racecases/corpus/halfdiff"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
)

// TestRules holds every case against the rules of the corpus.
func TestRules(t *testing.T) {
	names := map[string]bool{}
	for _, ref := range corpus.Refs(lessons.All()) {
		t.Run(ref.Name(), func(t *testing.T) {
			assert.NoError(t, check(ref))
			assert.False(t, names[ref.Name()], "listed twice")
			names[ref.Name()] = true
		})
	}
}

// check reports, joined into one error, every way in which a case breaks the rules.
func check(r corpus.Ref) error {
	k := checker{Ref: r}
	if err := corpus.CheckSlug(r.Case.Slug); err != nil {
		k.fail("%w", err)
	}
	k.written()
	k.expectations()
	k.claims()
	k.kind()
	k.halves()
	return errors.Join(k.errs...)
}

// A checker collects what is wrong with a case.
type checker struct {
	corpus.Ref
	errs []error
}

func (k *checker) fail(format string, args ...any) {
	k.errs = append(k.errs, fmt.Errorf(k.Name()+": "+format, args...))
}

// written wants what the author of a case writes. A negative needs no other text than its story, its line of Go and its edge.
func (k *checker) written() {
	c := k.Case
	if !slices.Contains(corpus.Classes(), c.Class) {
		k.fail("class %q is none of %v", c.Class, corpus.Classes())
	}
	text := func(name, value string, needed bool) {
		switch {
		case value == "" && needed:
			k.fail("has no %s", name)
		case value == corpus.Unwritten:
			k.fail("its %s is still the template's: write it", name)
		}
	}
	text("story", c.Story, true)
	text("line of Python", c.Python, false)
	text("line of Go", c.Go, true)
	text("missing edge", c.MissingEdge, true)
	text("happens-before chain", c.Chain, !c.Negative)
	text("symptom", c.Symptom, !c.Negative)
	text("repair", c.Repair, !c.Negative)
	for _, o := range c.Outcomes {
		text("meaning of the outcome "+o.Match, o.Means, false)
	}
	for _, d := range detect.Names() {
		text("reason for what it expects of the "+string(d)+" detector", c.Expect[d].Why, false)
	}
	if c.Program == nil {
		k.fail("has no program")
	}
	if len(c.Outcomes) == 0 {
		k.fail("has no table of outcomes")
	}
	if c.Cap > 0 && c.CapReason == "" {
		k.fail("raises its cap to %d lines without a reason", c.Cap)
	}
	if c.NotModelled != "" && c.Witness == "" {
		k.fail("is refused by the explorer, and names no other witness")
	}
}

func (k *checker) expectations() {
	for d, e := range k.Case.Expect {
		if !e.Sees() && e.Why == "" {
			k.fail("expects %s of the %s detector without a reason", e.Rate, d)
		}
		if e.Rate == corpus.RateSometimes && (e.Least <= 0 || e.Least >= 1) {
			k.fail("expects the %s detector sometimes, with probability %v: want one between 0 and 1", d, e.Least)
		}
	}
	if show := k.Case.Show; !k.Case.Negative && (show == "" || !k.Of(show).Sees()) {
		k.fail("show names %q, which is not expected to see the bug", show)
	}
}

// claims wants an expectation of each detector that promises to find bugs of the case's class, written or from its source.
func (k *checker) claims() {
	for _, d := range detect.Names() {
		_, answered := k.Case.Expect[d]
		if !answered {
			_, answered = k.Derived(d)
		}
		if !answered && !k.Case.Negative && slices.Contains(proof.Claims(d), k.Case.Class) {
			k.fail("the %s detector claims to find a %s; say what to expect of it", d, k.Case.Class)
		}
	}
}

// kind wants one of each half that can be played, and none of the others.
func (k *checker) kind() {
	all, err := k.Lesson.Kinds()
	kind, known := all[k.Case.Slug]
	switch refused := k.Case.NotModelled != ""; {
	case err != nil:
		k.fail("%w", err)
	case known && refused:
		k.fail("is refused by the explorer, and cannot be played: %q is of no half", kind)
	case !known && !refused:
		k.fail("how it is played is not written down: %s -case %s", corpus.RenewWitnesses, k.Name())
	case known && (kind == corpus.ProveIt) != k.Case.Negative:
		k.fail("%q is not how it is played: %s -case %s", kind, corpus.RenewWitnesses, k.Name())
	}
}

// halves wants those of a pair to differ, but not by much, and marks in the broken one alone.
func (k *checker) halves() {
	switch marks, err := k.Marks(corpus.Correct); {
	case err != nil:
		k.fail("%w", err)
		return
	case len(marks) > 0:
		k.fail("%v: a half that is right has no marks", marks[0])
	}
	if k.Case.Negative {
		return
	}
	diff, err := halfdiff.Of(k.Ref)
	if err != nil {
		k.fail("%w", err)
		return
	}
	switch n, most := changed(diff), cmp.Or(k.Case.Cap, corpus.DefaultCap); {
	case n == 0:
		k.fail("its halves do not differ")
	case n > most:
		k.fail("its halves differ in %d lines, more than %d", n, most)
	}
	switch marks, err := k.Marks(corpus.Broken); {
	case err != nil:
		k.fail("%w", err)
	case len(marks) == 0 && k.needsMarks():
		k.fail("no line of its broken half is marked")
	}
	k.witness()
}

// changed counts the lines in which the halves differ: a line replaced by another counts once.
func changed(diff []halfdiff.Line) int {
	n, deleted, inserted := 0, 0, 0
	for _, l := range append(diff, halfdiff.Line{Op: udiff.Equal}) {
		switch l.Op {
		case udiff.Delete:
			deleted++
		case udiff.Insert:
			inserted++
		default:
			n += max(deleted, inserted)
			deleted, inserted = 0, 0
		}
	}
	return n
}

// needsMarks is false for a case that only its outcome shows, or the explorer by its outcome: an outcome names no line.
func (k *checker) needsMarks() bool {
	return slices.ContainsFunc(detect.Names(), func(d detect.Name) bool {
		return d != detect.Outcome && d != detect.Explorer && k.Of(d).Sees()
	})
}

// witness wants one proof of each broken half: a schedule, or an outcome of a
// real process that the case names and that is expected to show.
func (k *checker) witness() {
	w, scheduled, err := k.Witness()
	switch {
	case err != nil:
		k.fail("%w", err)
	case scheduled && k.Case.Witness != "":
		k.fail("says that an outcome is its witness, and the schedule %s is one", w.Schedule)
	case scheduled:
	case k.Case.Witness == "":
		k.fail("nothing but a detector says that its broken half is broken: %s finds a schedule that proves it, or Witness names an outcome that does", corpus.RenewWitnesses)
	case !k.Of(detect.Outcome).Sees() && !k.Of(detect.Runtime).Sees():
		k.fail("names an outcome for its witness, and expects neither a forbidden one nor the end of the process")
	}
}

//go:build broken

package racecases_test

import (
	"flag"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// TestCase, under the tag broken, runs one broken half in this process, so that
// it is red exactly as Go makes it red:
//
//	go test -race -tags broken -run 'TestCase/lock/lost-update$' ./racecases
//
// Some halves hang and some end the process, so it takes one case at a time.
func TestCase(t *testing.T) {
	selected := chosen(flag.Lookup("test.run").Value.String())
	if len(selected) != 1 {
		t.Fatalf("broken halves run one at a time (this selects %d), as in:\n"+
			"  go test -race -tags broken -run 'TestCase/lock/lost-update$' ./racecases", len(selected))
	}
	for _, ref := range selected {
		t.Run(ref.Lesson.Slug, func(t *testing.T) {
			t.Run(ref.Case.Slug, func(t *testing.T) { runHalf(t, ref) })
		})
	}
}

func runHalf(t *testing.T, ref corpus.Ref) {
	if ref.Case.Negative {
		t.Fatalf("%s is correct on purpose: it has no broken half", ref.Name())
	}
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	r := corpus.NewRun(t.TempDir())
	outcome := ref.Case.Program(r)
	if ref.Case.Judge != nil {
		outcome = ref.Case.Judge(r.Dir())
	}
	if row := ref.Case.Grade(outcome); row.Grade == corpus.Forbidden {
		t.Errorf("outcome %s is forbidden: %s (%s)", outcome, row.Means, r.Detail())
	}
}

// chosen returns the cases that a -run pattern selects, by the testing package's
// rule: one regular expression for each level, split at slashes.
func chosen(pattern string) []corpus.Ref {
	levels := strings.Split(pattern, "/")
	if len(levels) < 3 {
		return nil
	}
	lesson, errLesson := regexp.Compile(levels[1])
	slug, errSlug := regexp.Compile(levels[2])
	if errLesson != nil || errSlug != nil {
		return nil
	}
	var refs []corpus.Ref
	for _, ref := range corpus.Refs(lessons.All()) {
		if lesson.MatchString(ref.Lesson.Slug) && slug.MatchString(ref.Case.Slug) {
			refs = append(refs, ref)
		}
	}
	return refs
}

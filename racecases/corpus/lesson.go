package corpus

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A Lesson is one chapter of the tutorial: a primitive, or a theme.
type Lesson struct {
	Slug   string // lower-case letters, digits and hyphens; also the name of its folder
	Number int    // place in the syllabus
	Title  string
	Story  string // what the lesson teaches, in a sentence or two
	Source fs.FS  // the Go files of the lesson's folder, both halves of each case
	Cases  []Case
}

// A Ref is a case together with the lesson that it belongs to.
type Ref struct {
	Lesson Lesson
	Case   Case
}

// Name returns the name by which people and programs call the case: lesson/slug.
func (r Ref) Name() string { return r.Lesson.Slug + "/" + r.Case.Slug }

// Package returns the import path of the package that holds the case.
func (r Ref) Package() string { return "threadlab/racecases/lessons/" + r.Lesson.Slug }

// Halves returns the halves that the case has: both, or the correct one of a negative.
func (r Ref) Halves() []Half {
	if r.Case.Negative {
		return []Half{Correct}
	}
	return []Half{Broken, Correct}
}

// Refs returns every case of the given lessons, in syllabus order.
func Refs(lessons []Lesson) []Ref {
	var refs []Ref
	for _, l := range lessons {
		for _, c := range l.Cases {
			refs = append(refs, Ref{Lesson: l, Case: c})
		}
	}
	return refs
}

// Find returns the case of this name, if it is among these.
func Find(refs []Ref, name string) (Ref, bool) {
	i := slices.IndexFunc(refs, func(r Ref) bool { return r.Name() == name })
	if i < 0 {
		return Ref{}, false
	}
	return refs[i], true
}

// A Half is one side of a pair.
type Half string

// The halves of a case. A negative has the correct half only.
const (
	Correct Half = "correct"
	Broken  Half = "broken"
)

// A Kind is the task of a reader that steps through a half by hand.
type Kind string

// The kinds. All but ProveIt are of broken halves.
const (
	BreakIt Kind = "break it" // some schedule fails, the default one does not: find one
	SaveIt  Kind = "save it"  // the default one fails, and some other does not: find one
	WatchIt Kind = "watch it" // it always fails, as far as was tried: see why
	ProveIt Kind = "prove it" // a correct half: try to break it, then have every schedule run
)

// Kinds lists them all.
func Kinds() []Kind { return []Kind{BreakIt, SaveIt, WatchIt, ProveIt} }

// KindFile holds the kinds of a lesson's cases, beside them.
const KindFile = "kinds.txt"

const kindHead = `# How each case of this lesson is played: what the explorer says of its broken half, or
# of the correct one of a negative. Made by: ` + RenewWitnesses + `
# case, kind
`

// Kinds returns what is written in the lesson's file, by slug: each the kind of the first of the case's halves.
func (l Lesson) Kinds() (map[string]Kind, error) {
	return readTable(l, KindFile, func(words []string) (Kind, error) {
		kind := Kind(strings.Join(words, " "))
		if !slices.Contains(Kinds(), kind) {
			return "", fmt.Errorf("want a case, and one of %s, %s, %s, %s: %s renews it", BreakIt, SaveIt, WatchIt, ProveIt, RenewWitnesses)
		}
		return kind, nil
	})
}

// FormatKinds is the text of a lesson's file.
func FormatKinds(bySlug map[string]Kind) string {
	return formatTable(kindHead, bySlug, func(slug string, k Kind) string { return fmt.Sprintf("%-28s %s", slug, k) })
}

// Kind returns how a half is played. It is empty if the explorer refuses the case, for the
// reason that NotModelled names.
func (r Ref) Kind(h Half) (Kind, error) {
	if r.Case.NotModelled != "" {
		return "", nil
	}
	if h == Correct {
		return ProveIt, nil
	}
	all, err := r.Lesson.Kinds()
	return all[r.Case.Slug], err
}

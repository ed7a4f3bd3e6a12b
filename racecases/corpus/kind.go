package corpus

import (
	"fmt"
	"slices"
	"strings"
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

// Kinds returns what is written in the lesson's file, by slug: each the kind of the first
// of the case's halves.
func (l Lesson) Kinds() (map[string]Kind, error) {
	all := map[string]Kind{}
	return all, l.readTable(KindFile, func(words []string) error {
		slug, kind := words[0], Kind(strings.Join(words[1:], " "))
		if !slices.Contains(Kinds(), kind) {
			return fmt.Errorf("want a case, and one of %s, %s, %s, %s: %s renews it", BreakIt, SaveIt, WatchIt, ProveIt, RenewWitnesses)
		}
		if all[slug] != "" {
			return fmt.Errorf("a second kind of %s", slug)
		}
		all[slug] = kind
		return nil
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

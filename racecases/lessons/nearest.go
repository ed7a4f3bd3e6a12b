package lessons

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"threadlab/racecases/corpus"
)

// advice says what an unknown name may have meant.
func advice(name string, refs []corpus.Ref) string {
	all := "threadlab list names them all"
	lesson, _, _ := strings.Cut(name, "/")
	known := slices.Contains(Slugs(), lesson)
	if known {
		all = fmt.Sprintf("threadlab list -lesson %s names those of %s", lesson, lesson)
	}
	switch near := nearest(name, refs); {
	case len(near) > 0:
		return fmt.Sprintf("did you mean %s? (%s)", alternatives(near), all)
	case known:
		return fmt.Sprintf("there is no such case in this lesson (%s)", all)
	}
	return fmt.Sprintf("want LESSON/CASE, of the lessons %s (%s)", strings.Join(Slugs(), " "), all)
}

// Closest returns the name of these that another one is with the fewest letters changed, if it may be a typo.
func Closest(name string, all []string) (meant string, ok bool) {
	meant = slices.MinFunc(all, func(a, b string) int {
		return levenshtein.ComputeDistance(name, a) - levenshtein.ComputeDistance(name, b)
	})
	return meant, isTypo(name, meant)
}

// isTypo reports whether a name may be another one with a few letters changed: a third of them, or two of a short name.
func isTypo(name, meant string) bool {
	n := len(meant)
	return levenshtein.ComputeDistance(name, meant) <= max(n/3, min(n/2, 2))
}

// nearest returns the cases that an unknown name may have meant, all those that are equally near: one letter off or of this
// slug in another lesson, beginning so, with these letters in it, or else with the fewest letters changed, if it may be a typo.
func nearest(name string, refs []corpus.Ref) []corpus.Ref {
	const far = math.MaxInt
	slug := name[strings.LastIndex(name, "/")+1:]
	distance := func(r corpus.Ref) int {
		changes := min(levenshtein.ComputeDistance(name, r.Name()), levenshtein.ComputeDistance(name, r.Case.Slug))
		switch {
		case changes <= 1, r.Case.Slug == slug:
			return -3
		case strings.HasPrefix(r.Name(), name), strings.HasPrefix(r.Case.Slug, name):
			return -2
		case strings.Contains(r.Case.Slug, slug):
			return -1
		case !isTypo(name, r.Name()) && !isTypo(name, r.Case.Slug):
			return far
		}
		return changes
	}
	if slug == "" {
		return nil // it is in all of them
	}
	var near []corpus.Ref
	best := far
	for _, r := range refs {
		d := distance(r)
		if d < best {
			near, best = nil, d
		}
		if d == best && d < far {
			near = append(near, r)
		}
	}
	return near
}

// alternatives names a few of them.
func alternatives(refs []corpus.Ref) string {
	const most = 4
	var names []string
	for _, r := range refs[:min(most, len(refs))] {
		names = append(names, r.Name())
	}
	if len(refs) > most {
		return strings.Join(names, ", ") + " or another"
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " or " + names[last]
	}
	return names[0]
}

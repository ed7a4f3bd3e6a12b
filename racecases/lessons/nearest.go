package lessons

import (
	"strings"

	"github.com/agnivade/levenshtein"

	"threadlab/racecases/corpus"
)

// nearest returns the cases that an unknown name may have meant, all those that are
// equally near: one letter off or of this slug in another lesson, beginning so, with
// these letters in it, or else with the fewest letters changed.
func nearest(name string, refs []corpus.Ref) []corpus.Ref {
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
		}
		return changes
	}
	var near []corpus.Ref
	best := 0
	for _, r := range refs {
		d := distance(r)
		if len(near) == 0 || d < best {
			near, best = nil, d
		}
		if d == best {
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

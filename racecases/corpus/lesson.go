package corpus

import (
	"io/fs"
	"slices"
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

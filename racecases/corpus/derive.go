package corpus

import "slices"

// Of returns what the case expects of a detector, and in which build. A case need
// not say what its source says already: a linter sees the bug if a line of the
// broken half is marked for one of its checks. A detector about which nothing is
// known is expected never to fire, and must not claim the case's class.
func (r Ref) Of(d Detector) (Expectation, Build) {
	e, named := r.Case.Expect[d]
	if !named {
		e = r.derived(d)
	}
	if e.Build == "" {
		e.Build = d.Build()
	}
	return e, e.Build
}

func (r Ref) derived(d Detector) Expectation {
	kind := MarkKind(d)
	if kind == VetFinding || kind == StaticcheckFinding {
		if r.marked(kind) {
			return IsAlways()
		}
		return IsNever("no check of it looks for this")
	}
	return IsNever("does not claim this class of bug")
}

// marked reports whether a line of the broken half carries a mark of that kind.
// Marks that cannot be read are Check's to report.
func (r Ref) marked(kind MarkKind) bool {
	if r.Case.Negative {
		return false
	}
	marks, err := r.Marks(Broken)
	return err == nil && slices.ContainsFunc(marks, func(m Mark) bool { return m.Kind == kind })
}

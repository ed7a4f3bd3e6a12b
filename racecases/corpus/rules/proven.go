package rules

import (
	"fmt"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// checkKind wants a kind of each half that can be played, and none of the others.
func checkKind(r corpus.Ref) error {
	all, err := r.Lesson.Kinds()
	kind, known := all[r.Case.Slug]
	switch refused := r.Case.NotModelled != ""; {
	case err != nil:
		return err
	case known && refused:
		return fmt.Errorf("%s: is refused by the explorer, and cannot be played: %q is of no half", r.Name(), kind)
	case !known && !refused:
		return fmt.Errorf("%s: how it is played is not written down: %s -case %s", r.Name(), corpus.RenewWitnesses, r.Name())
	case known && (kind == corpus.ProveIt) != r.Case.Negative:
		return fmt.Errorf("%s: %q is not how it is played: %s -case %s", r.Name(), kind, corpus.RenewWitnesses, r.Name())
	}
	return nil
}

// checkWitness wants one proof of each broken half: a schedule, or an outcome of a
// real process that the case names and that is expected to show.
func checkWitness(r corpus.Ref) error {
	w, scheduled, err := r.Witness()
	switch {
	case err != nil:
		return err
	case scheduled && r.Case.Witness != "":
		return fmt.Errorf("%s: says that an outcome is its witness, and the schedule %s is one", r.Name(), w.Schedule)
	case scheduled:
		return nil
	case r.Case.Witness == "":
		return fmt.Errorf("%s: nothing but a detector says that its broken half is broken: %s finds a schedule that proves it, or Witness names an outcome that does", r.Name(), corpus.RenewWitnesses)
	}
	for _, d := range []detect.Name{detect.Outcome, detect.Runtime} {
		if e, _ := r.Of(d); e.Sees() {
			return nil
		}
	}
	return fmt.Errorf("%s: names an outcome for its witness, and expects neither a forbidden one nor the end of the process", r.Name())
}

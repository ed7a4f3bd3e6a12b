package detect

import (
	"errors"
	"fmt"
	"slices"

	"threadlab/racecases/corpus"
)

// CheckClaims reports the detectors that claim a case's class and of which neither
// the case nor its source says anything: what a tool promises to find is answered for each case.
func CheckClaims(ref corpus.Ref) error {
	if ref.Case.Negative {
		return nil
	}
	var errs []error
	for _, d := range All() {
		_, answered := ref.Case.Expect[d.Name]
		if !answered {
			_, answered = ref.Derived(d.Name)
		}
		if !answered && slices.Contains(d.Claims, ref.Case.Class) {
			errs = append(errs, fmt.Errorf("%s: the %s detector claims to find a %s; say what to expect of it",
				ref.Name(), d.Name, ref.Case.Class))
		}
	}
	return errors.Join(errs...)
}

package detect

import (
	"errors"
	"fmt"
	"slices"

	"threadlab/racecases/corpus"
)

// CheckClaims reports the detectors that claim a case's class and of which the
// case says nothing: what a tool promises to find is answered for each case.
func CheckClaims(ref corpus.Ref) error {
	if ref.Case.Negative {
		return nil
	}
	var errs []error
	for _, d := range All() {
		if _, named := ref.Case.Expect[d.Name]; !named && slices.Contains(d.Claims, ref.Case.Class) {
			errs = append(errs, fmt.Errorf("%s: the %s detector claims to find a %s; say what to expect of it",
				ref.Name(), d.Name, ref.Case.Class))
		}
	}
	return errors.Join(errs...)
}

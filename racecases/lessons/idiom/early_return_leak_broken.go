//go:build broken

package idiom

import (
	"errors"

	"threadlab/racecases/corpus"
)

func earlyReturnLeak(*corpus.Run) string {
	fetch := func(page string) error { return errors.New(page + ": no such page") }
	check := func(pages ...string) error {
		errs := make(chan error)
		for _, page := range pages {
			go func() {
				errs <- fetch(page) // want: wait chan send
			}()
		}
		for range pages {
			if err := <-errs; err != nil {
				return err // the rest does not matter any more
			}
		}
		return nil
	}
	if check("a", "b", "c") == nil {
		return "all there"
	}
	return "reported"
}

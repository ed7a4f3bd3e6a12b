//go:build broken

package gil

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func switchIntervalZero(*corpus.Run) string {
	python := primitives.NewInterpreter()
	_ = python.Run(func(main *primitives.Thread) error {
		// as often as possible
		python.SetSwitchInterval(0) // want: panic switch interval must be strictly positive
		return nil
	})
	return "set"
}

//go:build !broken

package gil

import (
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func switchIntervalZero(*corpus.Run) string {
	python := primitives.NewInterpreter()
	_ = python.Run(func(main *primitives.Thread) error {
		// as often as possible
		python.SetSwitchInterval(time.Microsecond)
		return nil
	})
	return "set"
}

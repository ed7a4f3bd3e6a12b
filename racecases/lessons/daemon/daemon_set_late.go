//go:build !broken

package daemon

import (
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func daemonSetLate(*corpus.Run) string {
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	beat := python.NewThread(func(t *primitives.Thread) error {
		for {
			t.Sleep(time.Hour)
		}
	})
	main := func(*primitives.Thread) error {
		_ = beat.SetDaemon(true)
		return beat.Start()
	}
	_ = python.Run(main)
	return "ended"
}

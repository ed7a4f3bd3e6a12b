//go:build !broken

package daemon

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func atexitTooLate(*corpus.Run) string {
	var ending, registered primitives.Event
	saved := "unsaved"
	save := func(*primitives.Thread) { saved = "saved" }
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	_ = python.Run(func(*primitives.Thread) error {
		_ = python.RegisterAtexit(func(*primitives.Thread) { ending.Set() })
		worker := python.NewThread(func(*primitives.Thread) error {
			_ = python.RegisterAtexit(save)
			registered.Set()
			ending.Wait()
			return nil
		})
		_ = worker.Start()
		registered.Wait()
		return nil
	})
	return saved
}

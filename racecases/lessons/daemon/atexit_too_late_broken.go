//go:build broken

package daemon

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func atexitTooLate(*corpus.Run) string {
	var ending primitives.Event
	saved := "unsaved"
	save := func(*primitives.Thread) { saved = "saved" }
	python := primitives.NewInterpreter(primitives.WithoutGIL())
	_ = python.Run(func(*primitives.Thread) error {
		_ = python.RegisterAtexit(func(*primitives.Thread) { ending.Set() })
		worker := python.NewThread(func(*primitives.Thread) error {
			ending.Wait()
			_ = python.RegisterAtexit(save)
			return nil
		})
		_ = worker.Start()
		return nil
	})
	return saved
}

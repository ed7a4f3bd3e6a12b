//go:build !broken

package thread

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func joinBeforeStart(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	main := in.Attach("main")
	defer main.Detach()
	result := 0
	worker := in.NewThread(func(*primitives.Thread) error {
		result = 42
		return nil
	})
	worker.Start()
	worker.Join(main)
	return r.Tally("result", result, 42)
}

//go:build !broken

package thread

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func startTwice(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	main := in.Attach("main")
	defer main.Detach()
	runs := 0
	serve := func(*primitives.Thread) error {
		runs++
		return nil // the thread ends and has to be started again
	}
	for range 2 {
		worker := in.NewThread(serve)
		if err := worker.Start(); err != nil {
			panic(err)
		}
		worker.Join(main)
	}
	return r.Tally("runs", runs, 2)
}

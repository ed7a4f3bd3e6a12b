//go:build broken

package gil

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func lockUnderGIL(*corpus.Run) string {
	var lock primitives.Lock
	var running primitives.Event
	python := primitives.NewInterpreter()
	_ = python.Run(func(main *primitives.Thread) error {
		worker := python.NewThread(func(t *primitives.Thread) error {
			running.Set()
			lock.Acquire() // want: wait sync.Cond.Wait
			lock.Release()
			return nil
		})
		lock.Acquire()
		_ = worker.Start()
		main.Blocking(running.Wait)
		lock.Release()
		return worker.Join(main)
	})
	return "done"
}

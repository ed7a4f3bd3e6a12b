//go:build broken

package thread

import (
	"time"

	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func daemonTooLate(*corpus.Run) string {
	in := primitives.NewInterpreter(primitives.FreeThreaded())
	err := in.Run(func(main *primitives.Thread) error {
		cleaner := main.NewThread(func(t *primitives.Thread) error {
			for {
				t.Sleep(time.Hour) // want: wait sync.Cond.Wait
			}
		})
		cleaner.Start()
		cleaner.SetDaemon(true)
		return nil
	})
	if err != nil {
		return "failed"
	}
	return "over"
}

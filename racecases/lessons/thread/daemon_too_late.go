//go:build !broken

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
				t.Sleep(time.Hour)
			}
		})
		cleaner.SetDaemon(true)
		cleaner.Start()
		return nil
	})
	if err != nil {
		return "failed"
	}
	return "over"
}

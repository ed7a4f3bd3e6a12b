//go:build broken

package thread

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

func mutualJoin(*corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	main := in.Attach("main")
	defer main.Detach()
	var reader, writer *primitives.Thread
	started := make(chan struct{})
	reader = in.NewThread(func(t *primitives.Thread) error {
		<-started
		return writer.Join(t) // want: wait sync.Cond.Wait
	})
	writer = in.NewThread(func(t *primitives.Thread) error {
		<-started
		return reader.Join(t) // want: wait sync.Cond.Wait
	})
	reader.Start()
	writer.Start()
	close(started)
	reader.Join(main)
	writer.Join(main)
	return "both ended"
}

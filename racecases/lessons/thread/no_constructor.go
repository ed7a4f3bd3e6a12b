//go:build !broken

package thread

import (
	"threadlab/primitives"
	"threadlab/racecases/corpus"
)

type countdown struct {
	*primitives.Thread
	left int
}

func noConstructor(r *corpus.Run) string {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	main := in.Attach("main")
	defer main.Detach()
	c := &countdown{left: 3}
	c.Thread = in.NewThread(func(*primitives.Thread) error {
		c.left = 0
		return nil
	})
	if err := c.Start(); err != nil {
		panic(err)
	}
	c.Join(main)
	return r.Tally("left", c.left, 0)
}

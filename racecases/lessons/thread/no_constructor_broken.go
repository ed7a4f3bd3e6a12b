//go:build broken

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
	c := &countdown{Thread: new(primitives.Thread), left: 3}
	if err := c.Start(); err != nil {
		panic(err) // want: panic thread.__init__() not called
	}
	c.Join(main)
	return r.Tally("left", c.left, 0)
}

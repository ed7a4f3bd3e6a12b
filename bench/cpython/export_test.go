package cpython

import (
	"context"
	"io"

	"threadlab/bench"
)

// Cells is a round of one turn a cell that works as little as possible: its figures mean nothing.
func (p *Interpreter) Cells(ctx context.Context, suite bench.Suite, w io.Writer) error {
	return p.run(ctx, suite, w, "-benchtime", "1x", "-cells")
}

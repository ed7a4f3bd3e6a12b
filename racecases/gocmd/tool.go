package gocmd

import (
	"context"
	"path/filepath"
	"strings"
)

// Tool builds a command that the go.mod of the working folder calls a tool, or finds it in
// the go command's cache, and returns its file. It has no race detector, whatever GOFLAGS
// asks for. Processes that need the same at once take turns: each would compile all of it.
func (g Go) Tool(ctx context.Context, name string) (file string, err error) {
	if cache, err := OpenCache(); err == nil { // without a cache they do not
		if unlock, err := lock(ctx, filepath.Join(cache.dir, "tool-"+name+lockSuffix)); err == nil {
			defer unlock()
		}
	}
	out, err := g.Output(ctx, "tool", "-n", name)
	return strings.TrimSpace(string(out)), err
}

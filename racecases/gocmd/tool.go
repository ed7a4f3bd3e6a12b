package gocmd

import (
	"context"
	"strings"
)

// Tool builds a command that the go.mod of the working folder calls a tool, or finds it in
// the go command's cache, and returns its file. It has no race detector, whatever GOFLAGS
// asks for.
func (g Go) Tool(ctx context.Context, name string) (file string, err error) {
	out, err := g.Output(ctx, "tool", "-n", name)
	return strings.TrimSpace(string(out)), err
}

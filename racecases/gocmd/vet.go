package gocmd

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// Vet runs go vet -json, with some more flags, over packages. It returns what that prints: so many JSON objects, one for
// each package, whose tests in it count as a part, and one for its tests in a package of their own.
//
// Go 1.26 keeps what vet prints and what importers need to know under one key, and takes the lack of the former for the
// answer that nothing was found: vet prints nothing of a package that an importer needed before, or of which the go
// command's cache has lost the former. So it examines packages under a compiler's flag without an effect, as no importer
// does; and where objects are missing once more, under one that was never used.
func (g Go) Vet(ctx context.Context, objects int, flags []string, packages ...string) ([]byte, error) {
	out, err := g.vet(ctx, "threadlab", flags, packages)
	if found, _ := Decode[json.RawMessage](out); err != nil || len(found) >= objects {
		return out, err
	}
	return g.vet(ctx, strconv.FormatInt(time.Now().UnixNano(), 36), flags, packages)
}

// vet runs it with a name among the flags of the packages alone: a folder that the compiler does not look into.
func (g Go) vet(ctx context.Context, name string, flags, packages []string) ([]byte, error) {
	args := slices.Concat([]string{"vet", "-json"}, flags)
	for _, pkg := range packages {
		args = append(args, "-gcflags="+pkg+"=-I="+name)
	}
	return g.Output(ctx, append(args, packages...)...)
}

package trial

import (
	"context"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
)

// WebAssembly compiles one half of every case for a browser, unless that is in the cache of
// builds, and returns the file. What it registers is in the comment of
// runner/explored/main_js.go.
func (b *Builder) WebAssembly(ctx context.Context, half corpus.Half) (string, error) {
	main := Corpus(b.root, half)
	main.Env = []string{"GOOS=js", "GOARCH=wasm"}
	// No folder or time is in it.
	main.Flags = []string{"-ldflags=-s -w -buildid=", "-trimpath"}
	p, _, err := b.compiled(ctx, main, explore.BuildMode{Played: true})
	if err != nil {
		return "", err
	}
	return p.File(), nil
}

// Package modules makes the files from which a page plays the cases: the explorer and one
// half of every case as WebAssembly, and what a browser runs WebAssembly of Go with.
//
// A page from disk may load scripts and nothing else. So each file is a script.
package modules

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/book"
	"threadlab/racecases/corpus"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
)

// Files returns what is extra in a book that can be played:
//
//	assets/broken.wasm.js   threadlabModule("broken", "...") with a module, compressed by gzip, in base64
//	assets/correct.wasm.js  the other half
//	assets/wasm_exec.js     threadlabGo(), which makes the constructor Go
//
// They are the same, byte for byte, as long as the sources and Go are.
func Files(ctx context.Context, b *trial.Builder) ([]book.File, error) {
	runtime, err := goRuntime(ctx)
	if err != nil {
		return nil, err
	}
	files := []book.File{{Name: "assets/wasm_exec.js", Text: runtime}}
	for _, half := range []corpus.Half{corpus.Broken, corpus.Correct} {
		module, err := b.WebAssembly(ctx, half)
		if err != nil {
			return nil, err
		}
		script, err := packed(ctx, b.Root(), half, module)
		if err != nil {
			return nil, err
		}
		files = append(files, book.File{Name: fmt.Sprintf("assets/%s.wasm.js", half), Text: script})
	}
	return files, nil
}

// packed returns the script of a module. It is kept in the cache of builds: a module takes
// longer to be compressed than all pages to be made.
func packed(ctx context.Context, root string, half corpus.Half, module string) ([]byte, error) {
	text, err := os.ReadFile(module)
	if err != nil {
		return nil, err
	}
	cache, err := gocmd.OpenCache()
	if err != nil {
		return nil, err
	}
	key := gocmd.NewKey(root)
	key.Add("a module in a script", half, sha256.Sum256(text))
	const name = "script.js"
	dir, err := cache.Entry(ctx, key, func(dir string) error {
		packed, err := pack(text)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, name), fmt.Appendf(nil, "threadlabModule(%q, %q);\n", half, packed), 0o644)
	})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, name))
}

// pack compresses and encodes. The header of gzip has no time, as it is when none is set.
func pack(text []byte) (string, error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(text); err != nil {
		return "", err
	}
	if err := z.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(packed.Bytes()), nil
}

// goRuntime returns Go's own wasm_exec.js, below Go's licence, as a function: a worker has no
// other way to a script of a page from disk than its text.
func goRuntime(ctx context.Context) ([]byte, error) {
	values, err := gocmd.Go{}.Getenv(ctx, "GOROOT", "GOVERSION")
	if err != nil {
		return nil, err
	}
	goroot, version := values[0], values[1]
	licence, err := os.ReadFile(filepath.Join(goroot, "LICENSE"))
	if err != nil {
		return nil, err
	}
	script, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "// lib/wasm/wasm_exec.js of %s, in a function, under this licence:\n//\n", version)
	for line := range strings.Lines(string(licence)) {
		out.WriteString(strings.TrimRight("// "+line, " \n") + "\n")
	}
	fmt.Fprintf(&out, "\nfunction threadlabGo() {\n%s}\n", script)
	return out.Bytes(), nil
}

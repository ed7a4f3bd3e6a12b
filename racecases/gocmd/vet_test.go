package gocmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestVet: a package's remarks are there after it was examined for an importer, and after the go command's cache has
// lost them. It lies in the module cache, where no file can take the place of another. Both caches are the test's own, so
// the packages import nothing that would be compiled for it.
func TestVet(t *testing.T) {
	const remark = "Count passes lock by value"
	dir, cache := t.TempDir(), t.TempDir()
	const mod, yard = "module example.com/yard\n\ngo 1.26\n", "example.com/yard@v1.0.0/"
	const download = "cache/download/example.com/yard/@v/v1.0.0."
	for name, text := range map[string]string{
		"shop/go.mod":           "module example.com/shop\n\ngo 1.26\n\nrequire example.com/yard v1.0.0\n",
		download + "mod":        mod,
		download + "info":       `{"Version":"v1.0.0"}`,
		download + "zip":        "",
		download + "ziphash":    "h1:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
		yard + "go.mod":         mod,
		yard + "wares/wares.go": "package wares\n\ntype Wares struct{}\n\nfunc (*Wares) Lock() {}\n\nfunc (*Wares) Unlock() {}\n\nfunc Count(w Wares) {}\n",
		yard + "front/front.go": "package front\n\nimport \"example.com/yard/wares\"\n\nfunc Count(w *wares.Wares) { wares.Count(*w) }\n",
		yard + "empty/empty.go": "package empty\n",
	} {
		file := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	g := gocmd.Go{Dir: filepath.Join(dir, "shop"), Env: []string{
		"GOCACHE=" + cache, "GOMODCACHE=" + dir, "GOFLAGS=-mod=mod", "GOWORK=off", "GOPROXY=off", "GOSUMDB=off",
	}}
	vet := func(packages ...string) string {
		out, err := g.Vet(t.Context(), len(packages), []string{"-copylocks"}, packages...)
		require.NoError(t, err)
		return string(out)
	}
	kept := func(suffix string) []string {
		files, err := filepath.Glob(filepath.Join(cache, "??", "*"+suffix))
		require.NoError(t, err)
		return files
	}

	assert.Contains(t, vet("example.com/yard/front"), "call of wares.Count copies lock value")
	assert.Contains(t, vet("example.com/yard/wares"), remark, "it was examined for its importer")
	assert.Equal(t, "{}\n", vet("example.com/yard/empty"))
	before := len(kept("-a"))
	assert.Contains(t, vet("example.com/yard/wares", "example.com/yard/empty"), remark)
	assert.Equal(t, "{}\n", vet("example.com/yard/empty"))
	assert.Equal(t, before, len(kept("-a")), "what is kept is enough, that nothing was found included")

	lost := 0
	for _, file := range kept("-d") {
		if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), remark) {
			require.NoError(t, os.Remove(file))
			lost++
		}
	}
	require.Positive(t, lost)
	assert.Contains(t, vet("example.com/yard/wares"), remark, "the cache has lost it")
}

package modules_test

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"go/version"
	"io"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/book"
	"threadlab/racecases/book/modules"
	"threadlab/racecases/trial"
	"threadlab/racecases/webtest"
)

// maxSize bounds a module as it is loaded, compressed. Made by Go 1.27 the same program is larger by 13 %, without a line of ours.
func maxSize() int {
	if version.Compare(runtime.Version(), "go1.27") >= 0 {
		return 2_600_000
	}
	return 2_500_000
}

// TestRuntime: Go's script is a function, below its licence.
func TestRuntime(t *testing.T) {
	text, err := modules.GoRuntime(t.Context())
	require.NoError(t, err)
	for _, want := range []string{"// Redistribution and use", "function threadlabGo() {", "globalThis.Go = class"} {
		assert.Contains(t, string(text), want)
	}
}

// TestFiles: each module is WebAssembly in a script, small enough to be loaded at the first
// play; and a second book has the same files.
func TestFiles(t *testing.T) {
	webtest.Browser(t)
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	files, err := modules.Files(t.Context(), b)
	require.NoError(t, err)
	require.Len(t, files, 3)
	text, err := modules.GoRuntime(t.Context())
	require.NoError(t, err)
	assert.Equal(t, book.File{Name: "assets/wasm_exec.js", Text: text}, files[0])
	for i, half := range []string{"broken", "correct"} {
		f := files[1+i]
		assert.Equal(t, "assets/"+half+".wasm.js", f.Name)
		text, found := bytes.CutPrefix(f.Text, []byte(`threadlabModule("`+half+`", "`))
		require.True(t, found)
		text, found = bytes.CutSuffix(text, []byte("\");\n"))
		require.True(t, found)
		packed, err := base64.StdEncoding.DecodeString(string(text))
		require.NoError(t, err)
		assert.Less(t, len(packed), maxSize())
		z, err := gzip.NewReader(bytes.NewReader(packed))
		require.NoError(t, err)
		assert.True(t, z.ModTime.IsZero())
		module, err := io.ReadAll(z)
		require.NoError(t, err)
		assert.True(t, bytes.HasPrefix(module, []byte("\x00asm")))
	}
	again, err := modules.Files(t.Context(), b)
	require.NoError(t, err)
	assert.Equal(t, files, again)
}

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

	"threadlab/racecases/book/modules"
	"threadlab/racecases/trial"
)

// maxSize bounds a module as it is loaded, compressed. Made by Go 1.27 the same program is larger by 13 %, without a line of ours.
func maxSize() int {
	if version.Compare(runtime.Version(), "go1.27") >= 0 {
		return 2_600_000
	}
	return 2_500_000
}

// TestFiles: each module is WebAssembly in a script, small enough to be loaded at the first
// play; Go's script has its licence; and a second book has the same files.
func TestFiles(t *testing.T) {
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	files, err := modules.Files(t.Context(), b)
	require.NoError(t, err)
	require.Len(t, files, 3)
	assert.Equal(t, "assets/wasm_exec.js", files[0].Name)
	for _, want := range []string{"// Redistribution and use", "function threadlabGo() {", "globalThis.Go = class"} {
		assert.Contains(t, string(files[0].Text), want)
	}
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

package usertests_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/detect"
	"threadlab/racecases/usertests"
)

// TestWhere: the reader's files are those of the module, which a program names by its
// path, and of the others in the workspace, which it names by their own.
func TestWhere(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	require.NoError(t, err)
	for name, text := range map[string]string{
		"go.work":               "go 1.26\n\nuse (\n\t./shop\n\t./bus\n)\n",
		"shop/go.mod":           "module example.com/shop\n\ngo 1.26\n",
		"shop/stock/sell.go":    "package stock\n\nimport _ \"example.com/bus\"\n",
		"shop/stock/gen.y":      "%%\n",
		"shop/stock/my_test.go": "package stock\n\nimport \"testing\"\n\nfunc TestSell(t *testing.T) {}\n",
		"bus/go.mod":            "module example.com/bus\n\ngo 1.26\n",
		"bus/bus.go":            "package bus\n",
		"other/other.go":        "package other\n",
	} {
		file := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	}
	t.Setenv("GOWORK", "")
	t.Chdir(filepath.Join(root, "shop"))
	packages, failed := usertests.Find(t.Context(), ".", "./...")
	require.Empty(t, failed)
	require.Len(t, packages, 1)
	tests := []struct{ file, want string }{
		{"gen.y", "stock/gen.y"},
		{"other.y", ""},
		{"example.com/shop/stock/sell.go", "stock/sell.go"},
		{filepath.Join(root, "bus", "bus.go"), "../bus/bus.go"},
		{filepath.Join(root, "other", "other.go"), ""},
		{"example.com/shop/stock/gone.go", ""},
		{"/usr/local/go/src/testing/testing.go", ""},
	}
	for _, tt := range tests {
		got, ok := packages[0].Where(detect.Frame{Func: "example.com/shop/stock.Sell", File: tt.file})
		assert.Equal(t, tt.want, got, tt.file)
		assert.Equal(t, tt.want != "", ok, tt.file)
	}
}

// TestInterruptedLinter: that there was no time for it is not that it cannot look.
func TestInterruptedLinter(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	for _, build := range []detect.Build{detect.VetBuild, detect.StaticcheckBuild} {
		err := usertests.NewBuilder(t.TempDir(), 0).Build(ctx, usertests.Linted(nil), build)
		assert.ErrorIs(t, err, context.Canceled)
		assert.NotErrorIs(t, err, usertests.ErrCannotLook)
	}
}

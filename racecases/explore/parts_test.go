package explore_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
)

// TestInParallel: that tests are explored alone is said where package testing runs a selected one beside another.
func TestInParallel(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":      "module example.com/shop\n\ngo 1.26\n",
		"in_test.go":  "package shop\n\nimport \"testing\"\n\nfunc TestBuy(t *testing.T) { t.Parallel() }\n\nfunc TestSell(*testing.T) {}\n",
		"out_test.go": "package shop_test\n\nimport \"testing\"\n\nfunc TestAsk(x *testing.T) {\n\tif testing.Short() {\n\t\tx.Parallel()\n\t}\n}\n\nfunc TestBids(t *testing.T) { t.Run(\"low\", func(t *testing.T) { t.Parallel() }) }\n",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	const note = "tests are explored one at a time: what parallel ones do to each other is left to go test -race"
	for run, want := range map[string][]string{".": {note}, "TestAsk/low": {note}, "TestSell|TestBids": nil} {
		program, err := explore.Tests(t.Context(), dir, ".", run, explore.BuildMode{})
		require.NoError(t, err)
		assert.Equal(t, want, program.Notes, run)
	}
}

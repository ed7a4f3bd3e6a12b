package primitives_test

import (
	"bytes"
	"go/doc"
	"go/parser"
	"go/token"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRecipesInPython: the Python beside each recipe prints what the recipe does, but for the commas of a list.
func TestRecipesInPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to run the recipes with:", err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), "example_recipes_test.go", nil, parser.ParseComments)
	require.NoError(t, err)
	recipes := doc.Examples(file)
	require.Len(t, recipes, 4)
	for _, recipe := range recipes {
		t.Run(recipe.Name, func(t *testing.T) {
			t.Parallel()
			var script strings.Builder
			for line := range strings.Lines(recipe.Doc) {
				if code, is := strings.CutPrefix(line, "\t"); is || line == "\n" {
					script.WriteString(code)
				}
			}
			require.Contains(t, script.String(), "threading", "no Python in the comment")
			var complaint bytes.Buffer
			cmd := exec.CommandContext(t.Context(), python, "-c", script.String())
			cmd.Stderr = &complaint
			out, err := cmd.Output()
			require.NoError(t, err, complaint.String())
			require.Equal(t, commaless(recipe.Output), commaless(string(out)))
		})
	}
}

func commaless(s string) string { return strings.ReplaceAll(s, ",", "") }

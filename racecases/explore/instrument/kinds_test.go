package instrument_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestKinds explores a program for each kind of operation and access: its bug is found
// only with a point there. Then it plants an instrumenter that skips the kind, by
// putting each row back to what it was: the bug is missed, and so would be noticed.
func TestKinds(t *testing.T) {
	result := instrumented(t, accesses, here+"kinds")
	path := filepath.Join(root(t), "racecases/explore/instrument/testdata/kinds/kinds.go")
	text := result.Files[path]
	plain, err := os.ReadFile(path)
	require.NoError(t, err)
	rows := rowsOf(t, string(plain))

	found := verdicts(runInstrumented(t, "kinds", result.Files))
	missed := verdicts(runInstrumented(t, "kinds", map[string]string{path: putBack(text, string(plain), rows)}))
	require.Len(t, found, len(rows))
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			assert.Equal(t, "fails", found[r.name])
			assert.Equal(t, "exhausted", missed[r.name], "the row shows nothing: the bug is found without its point")
		})
	}
	for name := range called(t) {
		_, ok := elsewhere[name]
		assert.True(t, ok || strings.Contains(text, "threadlab_model."+name+"("), "%s has no row", name)
	}
}

// TestLent explores calls that write where there are no points, by the reduction. Then
// it plants an instrumenter that takes them for reads: the reduction is wrong of all.
func TestLent(t *testing.T) {
	result := instrumented(t, accesses, here+"lent")
	planted := map[string]string{}
	for path, text := range result.Files {
		planted[path] = strings.ReplaceAll(text, "threadlab_model.Lent(", "threadlab_model.Loaded(")
	}
	missed := verdicts(runInstrumented(t, "lent", planted))
	found := verdicts(runInstrumented(t, "lent", result.Files))
	require.NotEmpty(t, found)
	for call, verdict := range found {
		assert.Equal(t, "fails", verdict, call)
		assert.Equal(t, "exhausted", missed[call], call)
	}
}

// elsewhere is what new text calls that is not a point, or not one that can be taken
// away, and which test sees to it.
var elsewhere = map[string]string{
	"":             "TestFormsMeanTheSame: all of package model, by the names of what they stand for",
	"Forever":      "TestOutcomes: without it the process hangs",
	"Go":           "TestUnknownGoroutine: a goroutine that the explorer does not know is noticed",
	"Gosched":      "keeps an import",
	"Handler":      "TestStrangersWeb",
	"Key":          "TestUnknownOrder",
	"Lent":         "TestLent",
	"Refused":      "TestRefused",
	"RefusedLater": "TestRefused",
	"Sized":        "TestStrangers: no point, but the cap of a timer is 0",
	"Step":         "TestStrangers",
	"StepLater":    "TestStrangers",
	"Zero":         "TestRefused",
	"Enter":        "TestPlayedValues",
	"WatchPackage": "TestPlayedValues",
	"WatchLoaded":  "TestPlayAgreesWithReplay",
	"WatchLent":    "TestPlayAgreesWithReplay",
	"WatchStored":  "TestPlayedValues",
	"WatchTouched": "TestPlayedValues",
}

// called lists the functions of package model that the instrumenter's own text calls.
func called(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`threadlab_model\.(\w*)`).FindAllStringSubmatch(string(text), -1) {
			names[m[1]] = true
		}
	}
	return names
}

// A row of the table of kinds, and which lines it is on.
type row struct {
	name     string
	from, to int
}

func rowsOf(t *testing.T, text string) []row {
	t.Helper()
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "kinds.go", text, 0)
	require.NoError(t, err)
	var rows []row
	ast.Inspect(syntax, func(n ast.Node) bool {
		kv, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		if _, ok := kv.Value.(*ast.FuncLit); !ok {
			return true
		}
		name, err := strconv.Unquote(kv.Key.(*ast.BasicLit).Value)
		require.NoError(t, err)
		rows = append(rows, row{name, fset.Position(kv.Pos()).Line, fset.Position(kv.End()).Line})
		return false
	})
	return rows
}

// putBack gives the rows the text that they had; no line has moved.
func putBack(text, plain string, rows []row) string {
	lines, old := strings.Split(text, "\n"), strings.Split(plain, "\n")
	for _, r := range rows {
		copy(lines[r.from-1:r.to], old[r.from-1:r.to])
	}
	return strings.Join(lines, "\n")
}

func verdicts(said string) map[string]string {
	of := map[string]string{}
	for line := range strings.Lines(said) {
		name, verdict, _ := strings.Cut(strings.TrimSpace(line), ": ")
		of[name] = verdict
	}
	return of
}

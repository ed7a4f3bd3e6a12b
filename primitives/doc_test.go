package primitives_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// documentation is what go doc shows of the package.
func documentation(t *testing.T) *doc.Package {
	t.Helper()
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	fset := token.NewFileSet()
	var files []*ast.File
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			file, err := parser.ParseFile(fset, e.Name(), nil, parser.ParseComments)
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	p, err := doc.NewFromFiles(fset, files, "threadlab/primitives")
	require.NoError(t, err)
	return p
}

// The doc comment of each type to wait on says what its zero value is and what happens before what.
func TestDocsOfWhatWaits(t *testing.T) {
	var seen []string
	for _, typ := range documentation(t).Types {
		if !slices.ContainsFunc(typ.Methods, func(m *doc.Func) bool { return m.Name == "Waiters" || m.Name == "Go" }) {
			continue
		}
		seen = append(seen, typ.Name)
		assert.Regexp(t, `(?i)zero\s+value|the\s+zero`, typ.Doc, "%s: the zero value", typ.Name)
		assert.Regexp(t, `(?i)happens\s+before|memory\s+model`, typ.Doc, "%s: what happens before what", typ.Name)
	}
	require.ElementsMatch(t, []string{
		"Barrier", "BoundedSemaphore", "Condition", "Event", "FIFOSemaphore", "Group", "Lock", "RLock", "Semaphore", "Thread",
	}, seen)
}

// The doc comment of each method, but those of an error, says what a call costs: nothing, a CAS, a mutex, an allocation, a timer or a
// goroutine, and whether it may park.
func TestDocsOfCosts(t *testing.T) {
	cost := regexp.MustCompile(`(?s)Cost:\s(free|a\sCAS|an\satomic|a\smutex|an\sallocation|a\stimer|a\sgoroutine|may\spark|that\sof)[^.]*\.`)
	methods := 0
	for _, typ := range documentation(t).Types {
		for _, m := range typ.Methods {
			if typ.Name != "PanicError" {
				methods++
				assert.Regexp(t, cost, m.Doc, "%s.%s: what it costs", typ.Name, m.Name)
			}
		}
	}
	assert.Greater(t, methods, 100)
}

// Everything that is exported has a doc comment.
func TestDocs(t *testing.T) {
	p := documentation(t)
	for _, typ := range p.Types {
		assert.NotEmpty(t, typ.Doc, typ.Name)
		for _, f := range slices.Concat(typ.Funcs, typ.Methods) {
			assert.NotEmpty(t, f.Doc, "%s %s", typ.Name, f.Name)
		}
	}
	for _, f := range p.Funcs {
		assert.NotEmpty(t, f.Doc, f.Name)
	}
}

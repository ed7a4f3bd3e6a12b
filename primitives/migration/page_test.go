package migration_test

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write README.md")

// A row is a Python name, perhaps with a call, and the line of Go; without one, the remark says why there is none.
type row struct{ python, goLine, remark string }

// name is the Python name without a call.
func (r row) name() string {
	name, _, _ := strings.Cut(r.python, "(")
	name, _, _ = strings.Cut(name, " ")
	return name
}

// rows reads the functions of a file.
func rows(t *testing.T, file string) (all []row) {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	require.NoError(t, err)
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Name.Name != "_" {
			continue
		}
		python, remark, _ := strings.Cut(strings.TrimSpace(f.Doc.Text()), ": ")
		r := row{python, line(t, fset, f.Body.List), strings.ReplaceAll(remark, "\n", " ")}
		require.True(t, r.goLine != "" || r.remark != "", "%s has neither a line nor a reason", python)
		all = append(all, r)
	}
	return all
}

// line prints statements as one line, and a single return as what it returns.
func line(t *testing.T, fset *token.FileSet, body []ast.Stmt) string {
	var parts []string
	for _, s := range body {
		var b bytes.Buffer
		require.NoError(t, printer.Fprint(&b, fset, s))
		text := oneLine(b.String())
		if len(body) == 1 {
			text = strings.TrimPrefix(text, "return ")
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// oneLine joins lines of Go: where the end of a line ends a statement, by a semicolon. What it returns is Go again.
func oneLine(code string) string {
	var out strings.Builder
	for text := range strings.Lines(code) {
		text = strings.TrimSpace(text)
		if so := out.String(); so != "" && !strings.ContainsAny(so[len(so)-1:], "{(,:;") && text[0] != '}' && text[0] != ')' {
			out.WriteByte(';')
		}
		if out.Len() > 0 {
			out.WriteByte(' ')
		}
		out.WriteString(text)
	}
	return out.String()
}

// TestLinesAreGo: a reader can paste each line, as statements or as what a return has.
func TestLinesAreGo(t *testing.T) {
	for _, p := range parts() {
		for _, r := range rows(t, p.file) {
			_, asStatements := parser.ParseFile(token.NewFileSet(), "", "package p; func _() { "+r.goLine+" }", 0)
			_, asValues := parser.ParseFile(token.NewFileSet(), "", "package p; func _() { return "+r.goLine+" }", 0)
			assert.True(t, asStatements == nil || asValues == nil, "%s: %s: %v", r.python, r.goLine, asStatements)
		}
	}
	assert.Equal(t, "select { case x := <-queue: return x; default: return 0 }",
		oneLine("select {\ncase x := <-queue:\n\treturn x\ndefault:\n\treturn 0\n}"))
}

// parts are the sections of the page.
func parts() []struct{ title, file string } {
	return []struct{ title, file string }{
		{"threading: locks, conditions, events, semaphores, barriers", "threading_locks_test.go"},
		{"threading: threads, timers, locals", "threading_threads_test.go"},
		{"queue", "queue_test.go"},
		{"concurrent.futures", "futures_test.go"},
	}
}

// TestPage: README.md is what the functions say.
func TestPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# From Python to Go\n\nGenerated: `go test ./primitives/migration -run TestPage -update`. A test keeps it true, and all lines of Go compile.\n\n" +
		"Each public name of `threading`, `queue` and `concurrent.futures`, as of CPython 3.13. `t` is the calling thread; where no `t`\n" +
		"is in a line, a thread under a GIL calls it inside `t.Blocking`. What does not say `primitives` is Go's own.\n")
	for _, p := range parts() {
		fmt.Fprintf(&b, "\n## %s\n\n| Python | Go | |\n|---|---|---|\n", p.title)
		for _, r := range rows(t, p.file) {
			code := ""
			if r.goLine != "" {
				code = "`" + strings.ReplaceAll(r.goLine, "|", `\|`) + "`"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.python, code, r.remark)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("README.md", []byte(b.String()), 0o644))
	}
	kept, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(kept), "go test ./primitives/migration -run TestPage -update")
}

// TestEveryName: names.txt, which is every public name of CPython 3.13, and a python3 that is there have no name that is not in
// the table, and the table has none that is not in names.txt.
func TestEveryName(t *testing.T) {
	have := map[string]bool{}
	for _, p := range parts() {
		for _, r := range rows(t, p.file) {
			have[r.name()] = true
		}
	}
	names := func(text []byte) map[string]bool {
		all := map[string]bool{}
		for _, name := range strings.Fields(string(text)) {
			all[name] = true
		}
		return all
	}
	kept, err := os.ReadFile("testdata/names.txt")
	require.NoError(t, err)
	assert.Equal(t, names(kept), have)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to ask for its names:", err)
	}
	out, err := exec.CommandContext(t.Context(), python, "testdata/names.py").Output()
	require.NoError(t, err)
	require.Greater(t, len(names(out)), 100)
	for name := range names(out) {
		assert.True(t, have[name], "%s is in this Python, and not in the table", name)
	}
}

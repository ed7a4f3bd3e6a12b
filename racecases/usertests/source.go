package usertests

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A testFile is a file of a package's tests, as it is on disk.
type testFile struct {
	path   string
	text   string
	clause int // where the package clause ends
	main   int // the line of TestMain; 0: it is not here
	tests  []testFunc
	others Others
}

// Others counts what package testing runs besides tests, and is not run here.
type Others struct{ Examples, FuzzTests, Benchmarks int }

// add counts a function, if it is such a one.
func (o *Others) add(fn *ast.FuncDecl) {
	if fn.Recv != nil {
		return
	}
	for prefix, n := range map[string]*int{"Example": &o.Examples, "Fuzz": &o.FuzzTests, "Benchmark": &o.Benchmarks} {
		if gocmd.IsTestName(fn.Name.Name, prefix) {
			*n++
		}
	}
}

// String lists what there is, as in 1 example, 2 fuzz tests.
func (o Others) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{o.Examples, "example"}, {o.FuzzTests, "fuzz test"}, {o.Benchmarks, "benchmark"}} {
		switch {
		case part.n == 1:
			parts = append(parts, "1 "+part.what)
		case part.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", part.n, part.what))
		}
	}
	return strings.Join(parts, ", ")
}

// Include adds what was counted elsewhere.
func (o *Others) Include(more Others) {
	o.Examples += more.Examples
	o.FuzzTests += more.FuzzTests
	o.Benchmarks += more.Benchmarks
}

// A testFunc is a test and where it stands.
type testFunc struct {
	name        string
	first, last int    // its lines
	body        int    // after the opening brace
	parameter   string // the name of its *testing.T, empty if it has none
	at, size    int    // where that name is, or should be
	parallel    bool   // its body calls Parallel
	meets       []int  // behind each such call in it, those of subtests as well
}

func parseTests(path string) (testFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return testFile{}, err
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, path, text, parser.SkipObjectResolution)
	if err != nil {
		return testFile{}, err
	}
	offset := func(p token.Pos) int { return files.PositionFor(p, false).Offset }
	line := func(p token.Pos) int { return files.PositionFor(p, false).Line }
	parsed := testFile{path: path, text: string(text), clause: offset(f.Name.End())}
	for _, decl := range f.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		switch {
		case gocmd.IsTestMain(fn):
			parsed.main = line(fn.Pos())
			continue
		case !gocmd.IsTest(fn):
			parsed.others.add(fn)
			continue
		}
		field := fn.Type.Params.List[0]
		test := testFunc{
			name: fn.Name.Name, first: line(fn.Pos()), last: line(fn.End()),
			body: offset(fn.Body.Lbrace) + 1, at: offset(field.Type.Pos()),
		}
		if len(field.Names) == 1 {
			name := field.Names[0]
			test.parameter, test.at, test.size = name.Name, offset(name.Pos()), len(name.Name)
		}
		test.parallel = slices.ContainsFunc(fn.Body.List, func(s ast.Stmt) bool { return parallelOf(s) == test.parameter && test.parameter != "" })
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			block, _ := n.(*ast.BlockStmt)
			for i := 0; block != nil && i < len(block.List); i++ {
				if parallelOf(block.List[i]) != "" {
					test.meets = append(test.meets, offset(block.List[i].End()))
				}
			}
			return true
		})
		parsed.tests = append(parsed.tests, test)
	}
	return parsed, nil
}

// parallelOf returns the t of a statement t.Parallel(); empty if it is another one.
func parallelOf(s ast.Stmt) string {
	x, _ := s.(*ast.ExprStmt)
	if x == nil {
		return ""
	}
	call, _ := x.X.(*ast.CallExpr)
	if call == nil {
		return ""
	}
	method, _ := call.Fun.(*ast.SelectorExpr)
	if method == nil || method.Sel.Name != "Parallel" {
		return ""
	}
	on, _ := method.X.(*ast.Ident)
	if on == nil {
		return ""
	}
	return on.Name
}

// hooked returns the file with a call of Watch, which is found at the import path,
// at the start of each test, and one of Meet behind each of Parallel. No line moves.
func (f testFile) hooked(path string) string {
	const watch = "threadlab_watch"
	text := f.text
	for _, test := range slices.Backward(f.tests) {
		name := test.parameter
		if name == "" || name == "_" {
			name = "threadlab_t"
		}
		for _, at := range slices.Backward(slices.Sorted(slices.Values(test.meets))) {
			text = text[:at] + fmt.Sprintf("; %s.Meet()", watch) + text[at:]
		}
		text = text[:test.body] + fmt.Sprintf(" %s.Watch(%s); ", watch, name) + text[test.body:]
		switch test.parameter {
		case "":
			text = text[:test.at] + name + " " + text[test.at:]
		case "_":
			text = text[:test.at] + name + text[test.at+test.size:]
		}
	}
	return text[:f.clause] + "; import " + watch + " " + strconv.Quote(path) + text[f.clause:]
}

// Where finds the file of a frame, relative to the current folder; false for what is
// neither of the package's module nor of another in its workspace.
func (p *Package) Where(f detect.Frame) (string, bool) {
	file, ok := strings.CutPrefix(f.File, p.Module+"/")
	beside, own := strings.CutPrefix(f.Package(), p.Module)
	switch {
	case ok, p.Module == "threadlab" && !filepath.IsAbs(f.File): // threadlab's own paths are relative already
		file = filepath.Join(p.Root, file)
	case own && filepath.IsLocal(f.File): // a comment, //line gen.y:7, in a file of the package
		file = filepath.Join(p.Root, beside, f.File)
	case !slices.ContainsFunc(p.roots, func(root string) bool { return strings.HasPrefix(f.File, root+string(filepath.Separator)) }):
		return "", false
	}
	if _, err := os.Stat(file); err != nil {
		return "", false // another module below this one's path
	}
	return gocmd.FromHere(file), true
}

// named returns the name that a compiler gives a file of the module; false for others.
func (p *Package) named(path string) (string, bool) {
	rest, err := filepath.Rel(p.Root, path)
	if err != nil || !filepath.IsLocal(rest) {
		return "", false
	}
	return p.Module + "/" + filepath.ToSlash(rest), true
}

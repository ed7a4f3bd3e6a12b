//go:build !race

package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// registries are the packages whose functions register something for the whole process:
// an initialiser that calls them is not evaluated again.
var registries = map[string]bool{
	"flag": true, "expvar": true, "net/http": true, "database/sql": true, "encoding/gob": true, "image": true, "crypto": true,
}

// A Refusal names an initialiser that is not evaluated again, and its place.
type Refusal struct {
	What string
	File string
	Line int
}

// A reset gives package variables the values that they had when the process began.
type reset struct {
	calls []string                // the functions that do it, in order
	texts map[*ast.File][]section // their texts, in the files whose imports they need
	kept  []Refusal               // what cannot be evaluated again

	changes func(types.Object) bool // whether code can change a package variable
}

// A section is text that is made when its file is rewritten.
type section func(f *file) string

// newReset plans the reset of a package. Variables that no code can change are left.
func newReset(s *source, u *usage) *reset {
	r := &reset{texts: map[*ast.File][]section{}}
	inits, held := r.inits(s)
	r.changes = func(v types.Object) bool { return !u.fixed(v) }
	changes := func(v types.Object) bool { return v.Name() != "_" && !held[v] && r.changes(v) }
	r.zero(s, changes)
	r.initialise(s, changes)
	for _, d := range inits {
		called := fmt.Sprintf("threadlabInit%d", len(r.calls))
		r.calls = append(r.calls, called)
		syntax := s.fileOf(d.Pos())
		r.texts[syntax] = append(r.texts[syntax], func(f *file) string {
			f.replace(d.Name.Pos(), d.Name.End(), "init() { "+called+"() }; func "+called)
			return ""
		})
	}
	return r
}

// zero resets the variables that are declared without a value.
func (r *reset) zero(s *source, changes func(types.Object) bool) {
	for _, syntax := range s.parsed {
		for _, v := range bare(syntax, s.info) {
			if changes(v) {
				r.add(syntax, func(*file) string { return "threadlab_model.Zero(&" + v.Name() + ")" })
			}
		}
	}
}

// initialise evaluates the initialisers of package variables again, in Go's order.
func (r *reset) initialise(s *source, changes func(types.Object) bool) {
	for _, init := range s.info.InitOrder {
		names := make([]string, len(init.Lhs))
		changed := false
		for i, v := range init.Lhs {
			names[i] = v.Name()
			changed = changed || changes(v)
		}
		left := strings.Join(names, ", ")
		if changed && r.repeatable(s, left, init.Rhs) {
			r.add(s.fileOf(init.Rhs.Pos()), func(f *file) string { return left + " = " + f.now(init.Rhs) })
		}
	}
}

// inits lists the init functions that may run a second time, and the variables that the
// others use: those keep the values that they were given.
func (r *reset) inits(s *source) (again []*ast.FuncDecl, held map[types.Object]bool) {
	held = map[types.Object]bool{}
	for _, syntax := range s.parsed {
		for _, decl := range syntax.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Recv != nil || d.Name.Name != "init" || d.Body == nil {
				continue
			}
			if r.repeatable(s, "init", d.Body) {
				again = append(again, d)
				continue
			}
			for n := range ast.Preorder(d.Body) {
				if id, ok := n.(*ast.Ident); ok {
					held[s.info.Uses[id]] = true
				}
			}
		}
	}
	return again, held
}

// bare lists the package variables of a file that are declared without a value.
func bare(syntax *ast.File, info *types.Info) []types.Object {
	var list []types.Object
	for _, decl := range syntax.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		for _, spec := range d.Specs {
			spec := spec.(*ast.ValueSpec)
			if len(spec.Values) > 0 || strings.Contains(comment(d.Doc)+comment(spec.Doc), "//go:embed ") {
				continue
			}
			for _, id := range spec.Names {
				list = append(list, info.Defs[id])
			}
		}
	}
	return list
}

func comment(group *ast.CommentGroup) string {
	text := ""
	if group != nil {
		for _, c := range group.List {
			text += c.Text + "\n"
		}
	}
	return text
}

func (r *reset) add(syntax *ast.File, statement section) {
	called := fmt.Sprintf("threadlabReset%d", len(r.calls))
	r.calls = append(r.calls, called)
	r.texts[syntax] = append(r.texts[syntax], func(f *file) string {
		return "\nfunc " + called + "() { " + statement(f) + " }\n"
	})
}

// repeatable reports whether code may run a second time, and notes what may not.
func (r *reset) repeatable(s *source, what string, code ast.Node) bool {
	for n := range ast.Preorder(code) {
		id, ok := n.(*ast.Ident)
		if !ok {
			continue
		}
		if f, ok := s.info.Uses[id].(*types.Func); ok && f.Pkg() != nil && registries[f.Pkg().Path()] {
			at := s.fset.Position(code.Pos())
			r.kept = append(r.kept, Refusal{What: what, File: at.Filename, Line: at.Line})
			return false
		}
	}
	return true
}

// register returns the text by which a package registers all its resets.
func (r *reset) register() string {
	if len(r.calls) == 0 {
		return ""
	}
	return "\nfunc init() { threadlab_model.OnStart(" + strings.Join(r.calls, ", ") + ") }\n"
}

// resets returns the functions of a file that reset its variables.
func (f *file) resets() string {
	text := ""
	for _, section := range f.reset.texts[f.syntax] {
		text += section(f)
	}
	return text
}

package explore

import (
	"bytes"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"go/version"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A moduleCopy is a copy of what tests are made of: a folder for each module. The go.mod
// of one of them replaces all others by these folders, so that nothing is fetched, nothing
// has a checksum, and every file can be replaced.
type moduleCopy struct {
	dir  string
	root string            // the folder of the module of the tests, in which the go command runs
	main string            // that module
	goes string            // the version of Go, as a go.mod names it
	mods map[string]string // the folder of each
}

// external is the folder of the external tests, below their package; mainFolder that of
// the main function.
const (
	external   = "threadlab_external"
	mainFolder = "threadlab_main"
)

// newModuleCopy copies the packages into dir, tests of the target included: they become
// files like others, and the external tests a package of their own.
func newModuleCopy(dir string, all []listed, target listed, goes string) (*moduleCopy, error) {
	m := &moduleCopy{dir: dir, main: target.Module.Path, goes: goes, mods: map[string]string{}}
	m.root = m.module(m.main)
	for _, p := range all {
		if p.Module == nil {
			return nil, fmt.Errorf("%s: belongs to no module", p.ImportPath)
		}
		to := m.folder(p)
		if err := p.copy(to, p.GoFiles, p.CgoFiles, p.SFiles, p.HFiles, p.SysoFiles, p.EmbedFiles); err != nil {
			return nil, err
		}
		if p.usesCgo() {
			if err := p.copyForC(to); err != nil {
				return nil, err
			}
		}
	}
	to := m.folder(target)
	if err := target.copy(to, target.TestGoFiles, target.TestEmbedFiles); err != nil {
		return nil, err
	}
	if err := target.copy(filepath.Join(to, external), target.XTestGoFiles, target.XTestEmbedFiles); err != nil {
		return nil, err
	}
	return m, nil
}

// module returns the folder of a module.
func (m *moduleCopy) module(path string) string {
	if m.mods[path] == "" {
		m.mods[path] = filepath.Join(m.dir, fmt.Sprintf("m%d", len(m.mods)))
	}
	return m.mods[path]
}

func (m *moduleCopy) folder(p listed) string {
	below := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
	return filepath.Join(m.module(p.Module.Path), filepath.FromSlash(below))
}

// copy copies files. A line directive in a Go file names the original, and a test file
// loses the end of its name, so that it is compiled into the package.
func (p listed) copy(to string, lists ...[]string) error {
	for _, name := range slices.Concat(lists...) {
		from := filepath.Join(p.Dir, name)
		text, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if strings.HasSuffix(name, ".go") {
			text = p.placed(from, p.renamed(text))
		}
		if test, ok := strings.CutSuffix(name, "_test.go"); ok {
			name = test + "_test_threadlab.go"
		}
		if err := writeFile(filepath.Join(to, name), text); err != nil {
			return err
		}
	}
	return nil
}

// copyForC copies what the C compiler may read: all files that are not Go, of subfolders
// too.
func (p listed) copyForC(to string) error {
	return filepath.WalkDir(p.Dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); name != p.Dir && (base == "testdata" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() || slices.Contains([]string{".go", ".s"}, filepath.Ext(name)) {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(p.Dir, name)
		return errors.Join(err, writeFile(filepath.Join(to, below), text))
	})
}

// program is the name of the copy of a package main, which could not be imported.
const program = "threadlab_program"

// renamed returns the text of a file that imports copies of Go's own packages in their place. In
// one of a package main, or of its external tests, that package has another name.
func (p listed) renamed(text []byte) []byte {
	if p.Name != "main" && !bytes.Contains(text, []byte(`"net/rpc`)) {
		return text
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.ImportsOnly)
	if err != nil {
		return text // the compiler says it better
	}
	for _, spec := range slices.Backward(file.Imports) {
		at := fset.Position(spec.Pos()).Offset
		switch path, _ := strconv.Unquote(spec.Path.Value); {
		case isCopied(path):
			at = fset.Position(spec.Path.Pos()).Offset
			text = slices.Replace(text, at, at+len(spec.Path.Value), []byte(strconv.Quote(copiedModule+"/"+path))...)
		case p.Name == "main" && path == p.ImportPath && spec.Name == nil:
			text = slices.Insert(text, at, []byte("main ")...)
		}
	}
	if file.Name.Name == "main" {
		at := fset.Position(file.Name.Pos()).Offset
		text = slices.Replace(text, at, at+len("main"), []byte(program)...)
	}
	return text
}

var constraint = regexp.MustCompile(`(?m)^//go:build .*$`)

// placed returns the text of a file below a line directive that names the original. In a
// module older than Go 1.22 a loop variable is shared by all iterations: a build constraint
// keeps that language version. The constraint of the file itself was satisfied already.
func (p listed) placed(from string, text []byte) []byte {
	head := "//line " + from + ":1\n"
	if goes := "go" + p.Module.GoVersion; version.Compare(goes, "go1.22") < 0 {
		text = constraint.ReplaceAll(text, []byte("//"))
		head = "//go:build go1.21\n\n" + head
	}
	return append([]byte(head), text...)
}

const (
	goid     = "github.com/petermattis/goid"
	slowGoid = `package goid

import (
	"bytes"
	"bytes"
	"runtime"
	"strconv"
)

func Get() int64 {
	var text [64]byte
	n := runtime.Stack(text[:], false)
	id, _, _ := bytes.Cut(bytes.TrimPrefix(text[:n], []byte("goroutine ")), []byte(" "))
	number, _ := strconv.ParseInt(string(id), 10, 64)
	return number
}
`
)

// identify adds the module that tells goroutines apart: the newest in the module cache,
// or if there is none, a slow one.
func (m *moduleCopy) identify(cache string) error {
	if m.mods[goid] != "" {
		return nil
	}
	found, err := filepath.Glob(filepath.Join(cache, filepath.FromSlash(goid)+"@*"))
	if err == nil && len(found) > 0 {
		m.mods[goid] = slices.Max(found)
		return nil
	}
	return writeFile(filepath.Join(m.module(goid), "goid.go"), []byte(slowGoid))
}

var major = regexp.MustCompile(`(?:/|^gopkg\.in/.*\.)v(\d+)$`)

// writeMods writes the go.mod of each module.
func (m *moduleCopy) writeMods() error {
	head := "module %s\n\ngo " + m.goes + "\n"
	text := fmt.Sprintf(head, m.main)
	for _, path := range slices.Sorted(maps.Keys(m.mods)) {
		if path == m.main {
			continue
		}
		dir := m.mods[path]
		version := "v0.0.0"
		if v := major.FindStringSubmatch(path); v != nil {
			version = "v" + v[1] + ".0.0"
		}
		text += fmt.Sprintf("\nrequire %s %s\n\nreplace %[1]s => %[3]q\n", path, version, dir)
		if filepath.Dir(dir) != m.dir {
			continue // the module cache's, or the explorer's own
		}
		if err := writeFile(filepath.Join(dir, "go.mod"), fmt.Appendf(nil, head, path)); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(m.root, "go.mod"), []byte(text))
}

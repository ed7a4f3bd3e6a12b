package explore

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// A library is Go's own packages, with other texts for some of their files.
type library struct {
	root    string            // Go's folder
	cache   string            // of modules
	files   map[string]string // by their names below src
	patches []patch           // that these texts are made by
}

// library returns the library that the tests are compiled with.
func (s *suite) library() (library, error) {
	l := library{root: s.goroot, cache: s.cache, files: map[string]string{}}
	for _, p := range patches() {
		if p.on != "" && !l.has(p.on) || p.uses != nil && !slices.ContainsFunc(s.all, p.uses) {
			continue
		}
		files, err := p.files(s.goroot)
		if err != nil {
			return l, err
		}
		if files != nil {
			maps.Copy(l.files, files)
			l.patches = append(l.patches, p)
		}
	}
	return l, nil
}

// has reports whether a package calls the model.
func (l library) has(name string) bool {
	return slices.ContainsFunc(l.patches, func(p patch) bool { return p.name == name })
}

// main returns what the main function imports for the patches, and the text that sets them up.
func (l library) main() (imports, text string) {
	var paths []string
	for _, p := range l.patches {
		paths = append(paths, p.imports...)
		text += p.main()
	}
	if len(l.patches) > 0 {
		paths = append(paths, ownPath+"/model")
	}
	for _, path := range paths {
		imports += fmt.Sprintf("\t%q\n", path)
	}
	return imports, text
}

// replace adds the texts to an overlay, and returns how to call the go command with it. That
// replaces nothing below the module cache, where a Go is that another one has fetched: such a
// Go is called by a link in dir.
func (l library) replace(g gocmd.Go, overlay *gocmd.Overlay, dir string) (gocmd.Go, error) {
	root := l.root
	if len(l.files) > 0 && strings.HasPrefix(root, l.cache+string(filepath.Separator)) {
		root = filepath.Join(dir, "go")
		if err := os.Symlink(l.root, root); err != nil {
			return g, err
		}
		g.Root = root
	}
	for name, text := range l.files {
		name = filepath.Join("src", filepath.FromSlash(name))
		if err := overlay.Add(filepath.Join(root, name), gocmd.Named(filepath.Join(l.root, name), text)); err != nil {
			return g, err
		}
	}
	return g, nil
}

// copiedModule is the module to which the copies of Go's own packages belong.
const copiedModule = "threadlab_std"

// isCopied reports whether a package of Go's own is plain code over what is modelled: a copy of it
// is instrumented, as the packages of other modules are.
func isCopied(path string) bool { return path == "net/rpc" || path == "net/rpc/jsonrpc" }

// copied returns a package of Go's own as one of another module.
func (p listed) copied() listed {
	p.ImportPath, p.Standard = copiedModule+"/"+p.ImportPath, false
	p.Module = &module{Path: copiedModule, GoVersion: "1.26"}
	return p
}

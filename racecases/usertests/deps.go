package usertests

import (
	"context"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// A compiled package is what go list says of one that tests are made of.
type compiled struct {
	ImportPath string
	Standard   bool
	Module     *struct {
		Dir  string
		Main bool // of a workspace all modules are
	}
	CgoFiles []string
	Imports  []string // as they are resolved
}

// What the tests that patterns name are made of.
type deps struct {
	cgo   map[string]bool // which packages have tests that are partly in C, where this machine compiles C
	roots []string        // of the reader's modules
}

// dependencies lists them; what cannot be listed cannot be built.
func dependencies(ctx context.Context, dir string, patterns []string) deps {
	d := deps{cgo: map[string]bool{}}
	all, err := gocmd.List[compiled](ctx, gocmd.Go{Dir: dir}, append([]string{"-e", "-deps", "-test", "--"}, patterns...)...)
	if err != nil {
		return d
	}
	uses := map[string]bool{} // what a package imports is listed before it
	for _, p := range all {
		uses[p.ImportPath] = !p.Standard && len(p.CgoFiles) > 0 ||
			slices.ContainsFunc(p.Imports, func(path string) bool { return uses[path] })
		if tested, ok := strings.CutSuffix(p.ImportPath, ".test"); ok {
			d.cgo[tested] = uses[p.ImportPath]
		}
		if m := p.Module; m != nil && m.Main && !slices.Contains(d.roots, m.Dir) {
			d.roots = append(d.roots, m.Dir)
		}
	}
	return d
}

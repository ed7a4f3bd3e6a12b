package usertests

import (
	"context"
	"strings"

	"threadlab/racecases/gocmd"
)

// A compiled package is what go list says of one that tests are made of.
type compiled struct {
	ImportPath string
	Standard   bool
	CgoFiles   []string
	Imports    []string // as they are resolved
}

// inC returns which packages have tests that are partly written in C, outside of the
// standard library, where this machine compiles C: their builds have cgo on. What cannot
// be listed cannot be built.
func inC(ctx context.Context, dir string, patterns []string) map[string]bool {
	all, err := gocmd.List[compiled](ctx, gocmd.Go{Dir: dir}, append([]string{"-e", "-deps", "-test", "--"}, patterns...)...)
	if err != nil {
		return nil
	}
	uses := map[string]bool{} // what a package imports is listed before it
	for _, p := range all {
		uses[p.ImportPath] = !p.Standard && len(p.CgoFiles) > 0
		for _, path := range p.Imports {
			uses[p.ImportPath] = uses[p.ImportPath] || uses[path]
		}
	}
	tests := map[string]bool{}
	for path := range uses {
		if tested, ok := strings.CutSuffix(path, ".test"); ok {
			tests[tested] = uses[path]
		}
	}
	return tests
}

package usertests

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"threadlab/racecases/gocmd"
)

// hookTests has each test call the helper that watches it.
func (p *Package) hookTests(o *gocmd.Overlay) error {
	for _, f := range p.files {
		if len(f.tests) == 0 {
			continue
		}
		if err := o.Add(f.path, gocmd.Named(f.path, f.hooked(p.helper("watch")))); err != nil {
			return err
		}
	}
	return nil
}

// watchMutexes puts go-deadlock's mutexes in the place of those of sync, in whatever
// of the module the tests are made of.
func (b *Builder) watchMutexes(ctx context.Context, p *Package, o *gocmd.Overlay) error {
	files, err := p.sources(ctx)
	if err != nil {
		return err
	}
	if err := o.WatchMutexes(p.helper("go-deadlock"), files...); err != nil || o.Len() == 0 {
		return err
	}
	if err := p.addFile(o, "goid/get.go", slowGet); err != nil {
		return err
	}
	settings := fmt.Sprintf("package deadlock\n\nfunc init() { Opts.DeadlockTimeout = %d }\n", b.patience)
	return p.addFile(o, "go-deadlock/threadlab.go", settings)
}

// sources returns the Go files of the module that the tests are made of.
func (p *Package) sources(ctx context.Context) ([]string, error) {
	type listed struct {
		Dir               string
		Module            *struct{ Path string }
		GoFiles, CgoFiles []string // of a package that is compiled for its tests they are among them
	}
	env := []string{"CGO_ENABLED=0"}
	if p.cgo {
		env = nil
	}
	deps, err := gocmd.List[listed](ctx, gocmd.Go{Dir: p.Dir, Env: env}, "-race=false", "-deps", "-test", "--", p.ImportPath)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, dep := range deps {
		if dep.Module == nil || dep.Module.Path != p.Module {
			continue
		}
		for _, name := range slices.Concat(dep.GoFiles, dep.CgoFiles) {
			if !filepath.IsAbs(name) { // or the go command has generated it
				files = append(files, filepath.Join(dep.Dir, name))
			}
		}
	}
	slices.Sort(files) // one that is compiled for its tests is listed without them too
	return slices.Compact(files), nil
}

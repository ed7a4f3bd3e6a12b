package explore

import (
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/gocmd"
)

// A library is Go's own packages, with other texts for some of their files.
type library struct {
	root  string            // Go's folder
	cache string            // of modules
	files map[string]string // by their names below src
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

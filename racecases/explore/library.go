package explore

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// A library is Go's own packages, with other texts for some of their files.
type library struct {
	root  string            // Go's folder
	cache string            // of modules
	files map[string]string // by their names below src
	logs  bool              // packages log and log/slog are among them
	tls   bool              // crypto/tls is
	http  bool              // net/http is
}

// library returns the library that the tests are compiled with.
func (s *suite) library() (library, error) {
	l := library{root: s.goroot, cache: s.cache, files: map[string]string{}}
	logs, err := loggers(s.goroot)
	if err != nil {
		return l, err
	}
	maps.Copy(l.files, logs)
	l.logs = logs != nil
	if !slices.ContainsFunc(s.all, usesTLS) {
		return l, nil
	}
	tls, err := cryptoTLS(s.goroot)
	maps.Copy(l.files, tls)
	if l.tls = tls != nil; err != nil || !l.tls || !slices.ContainsFunc(s.all, usesHTTP) {
		return l, err
	}
	http, err := netHTTP(s.goroot)
	maps.Copy(l.files, http)
	l.http = http != nil
	return l, err
}

// imports returns the imports that the hooks need.
func (l library) imports() (text string) {
	if l.logs || l.tls {
		text = "\t\"" + ownPath + "/model\"\n"
	}
	if l.tls {
		text += "\t\"crypto/tls\"\n"
	}
	if l.http {
		text += "\t\"" + ownPath + "/model/modelhttp\"\n\t\"net/http\"\n"
	}
	return text
}

// hooks returns the text of the main function that has these packages call the model.
func (l library) hooks() (text string) {
	if l.logs {
		text = logHooks
	}
	if l.tls {
		text += tlsHooks.set("tls")
	}
	if l.http {
		text += httpMain()
	}
	return text
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

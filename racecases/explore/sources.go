package explore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"threadlab/racecases/gocmd"
)

// own are the explorer's packages that an explored process is made of. They travel in
// the command, which may run where this module's sources are not.
//
//go:embed goid/*.go goid/*.s harness/*.go message/*.go model/*.go model/modelhttp/*.go race/*.go scheduler/*.go testing/*.go
var own embed.FS

// instrumenting are those that the instrumenter is made of.
//
//go:embed instrument/*.go instrumenter/*.go
var instrumenting embed.FS

// makers are what a child is made by, besides: of other ones it would be another.
//
//go:embed *.go
var makers embed.FS

const ownPath = "threadlab/racecases/explore"

// writeSources writes some of the explorer's packages below the root of a module named threadlab.
func writeSources(files embed.FS, root string) error {
	return eachSource(files, func(below string, text []byte) error { return writeFile(filepath.Join(root, below), text) })
}

// eachSource calls do with the files of some of the explorer's packages, by their names below the root of a module named
// threadlab.
func eachSource(files embed.FS, do func(below string, text []byte) error) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		return do(filepath.FromSlash(path.Join(strings.TrimPrefix(ownPath, "threadlab/"), name)), text)
	})
}

// ownModule returns the folder of a module with the explorer's own packages, for modules
// of a version of Go. It is the same for all: a compiler's result depends on the folder.
func ownModule(ctx context.Context, goes string) (string, error) {
	cache, err := gocmd.OpenCache()
	if err != nil {
		return "", err
	}
	goroot, err := gocmd.Go{}.Getenv(ctx, "GOROOT")
	if err != nil {
		return "", err
	}
	key := gocmd.NewKey(goroot[0])
	key.Add("explorer", goes)
	if err := addFiles(key, own, ""); err != nil {
		return "", err
	}
	return cache.Entry(ctx, key, func(dir string) error {
		mod := fmt.Appendf(nil, "module threadlab\n\ngo %s\n", goes)
		return errors.Join(writeSources(own, dir), writeFile(filepath.Join(dir, "go.mod"), mod))
	})
}

func writeFile(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

package explore

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/gocmd"
)

// own are the explorer's packages that an explored process is made of. They travel in
// the command, which may run where this module's sources are not.
//
//go:embed goid/*.go goid/*.s harness/*.go message/*.go model/*.go model/modelhttp/*.go model/modelio/*.go model/modelnet/*.go model/modeltls/*.go race/*.go scheduler/*.go testing/*.go variables/*.go
var own embed.FS

// instrumenting are those that the instrumenter is made of.
//
//go:embed instrument/*.go instrumenter/*.go
var instrumenting embed.FS

// makers are what a child is made by, besides: of other ones it would be another.
//
//go:embed *.go
var makers embed.FS

// noCheckout is the root of what is made of the texts in this program alone: it is never gone.
const noCheckout = string(filepath.Separator)

const ownPath = "threadlab/racecases/explore"

// AddTo adds to a key what a program is made by, and of besides its own module.
func AddTo(key *gocmd.Key) error {
	return addSources(key, makers, instrumenting, own)
}

// addSources adds to a key what some of the explorer's packages are made of.
func addSources(key *gocmd.Key, all ...embed.FS) error {
	for _, files := range all {
		err := eachSource(files, func(name string, text []byte) error {
			key.Text(name, text)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// eachSource calls do with the files of some of the explorer's packages, by their names below [ownPath].
func eachSource(files embed.FS, do func(name string, text []byte) error) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		return do(filepath.FromSlash(name), text)
	})
}

// ownGo is the version of Go that the explorer's packages are written for, as a go.mod has it.
const ownGo = "\n\ngo 1.26.0\n"

// ownModule returns the folder of a module with the explorer's own packages. It is the same for
// all programs, those of this module too: a compiler's result depends on the folder.
func ownModule(ctx context.Context) (string, error) {
	cache, err := gocmd.OpenCache()
	if err != nil {
		return "", err
	}
	key := gocmd.NewKey(noCheckout)
	key.Add(ownPath, ownGo)
	if err := addSources(key, own); err != nil {
		return "", err
	}
	return cache.Entry(ctx, key, func(dir string) error {
		return errors.Join(writeFile(filepath.Join(dir, "go.mod"), []byte("module "+ownPath+ownGo)), eachSource(own, func(name string, text []byte) error {
			return writeFile(filepath.Join(dir, name), text)
		}))
	})
}

func writeFile(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

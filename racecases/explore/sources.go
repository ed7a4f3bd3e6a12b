package explore

import (
	"embed"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// own are the explorer's packages that an explored process is made of. They travel in
// the command, which may run where this module's sources are not.
//
//go:embed harness/*.go model/*.go race/*.go scheduler/*.go testing/*.go
var own embed.FS

// makers are what a child is made by, besides: of other ones it would be another.
//
//go:embed *.go instrument/*.go
var makers embed.FS

const ownPath = "threadlab/racecases/explore"

// writeOwn writes the explorer's packages below the root of a module named threadlab.
func writeOwn(root string) error {
	return fs.WalkDir(own, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := own.ReadFile(name)
		if err != nil {
			return err
		}
		to := filepath.Join(root, filepath.FromSlash(path.Join(strings.TrimPrefix(ownPath, "threadlab/"), name)))
		return writeFile(to, text)
	})
}

func writeFile(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

package gocmd

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"hash"
	"hash/crc32"
	"hash/fnv"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// A Key collects what determines a build of a module. Its hash is one of 128 bits that no
// adversary chooses: one of package crypto would be 27 packages more for go run to compile.
type Key struct {
	root string
	hash hash.Hash
}

// NewKey returns the key of a build of the module whose go.mod is in a folder.
func NewKey(root string) *Key {
	k := &Key{root: root, hash: fnv.New128a()}
	k.Add(root)
	return k
}

// Add adds what makes a build another.
func (k *Key) Add(parts ...any) { fmt.Fprintf(k.hash, "%#v\n", parts) }

// File adds a file, under a name that is the same wherever it lies.
func (k *Key) File(name, path string) error {
	text, err := os.ReadFile(path)
	k.Text(name, text)
	return err
}

// Text adds what a file holds: its length and two checksums, which a processor computes
// ten times as fast as the hash. They tell texts apart that differ in one place, and of any
// others all but one pair in 2^64.
func (k *Key) Text(name string, text []byte) {
	k.Add(name, len(text), crc32.ChecksumIEEE(text), crc32.Checksum(text, castagnoli()))
}

// castagnoli is the polynomial that processors have an instruction for.
func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// String returns the name of what was collected so far.
func (k *Key) String() string { return fmt.Sprintf("%x", k.hash.Sum(nil)) }

// Go adds the Go that builds, its environment and what it takes from this process's, and from the file that go env -w
// writes. The flags of cgo are read there, see usual.
func (k *Key) Go(ctx context.Context, g Go) error {
	values, err := g.Getenv(ctx, "GOVERSION", "GOOS", "GOARCH", "GOAMD64", "GOARM64", "GOFLAGS", "GOEXPERIMENT", "CGO_ENABLED",
		"CC", "GOWORK", "GOENV")
	if err != nil {
		return err
	}
	written, _ := os.ReadFile(values[len(values)-1]) // most users have none
	k.Add(g.Env, values, os.Getenv("CGO_CFLAGS"), os.Getenv("CGO_LDFLAGS"), string(written))
	return nil
}

// Sources adds the files of the module that packages are made of, by their import paths: their own and those of all
// that they import in any build, tests aside. The path of the module is given.
func (k *Key) Sources(module string, packages ...string) error {
	mod, err := os.ReadFile(filepath.Join(k.root, "go.mod"))
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(k.root, "go.sum"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	k.Text("go.mod", mod)
	k.Text("go.sum", sums)
	seen := map[string]bool{}
	for len(packages) > 0 {
		pkg := packages[0]
		packages = packages[1:]
		below, ours := strings.CutPrefix(pkg+"/", module+"/")
		if !ours || seen[pkg] {
			continue
		}
		seen[pkg] = true
		imports, err := k.addFolder(path.Clean("./" + below))
		if err != nil {
			return err
		}
		packages = append(packages, imports...)
	}
	return nil
}

// addFolder adds the files of a package and returns what it imports.
func (k *Key) addFolder(below string) (imports []string, err error) {
	dir := filepath.Join(k.root, filepath.FromSlash(below))
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if !e.Type().IsRegular() || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file := filepath.Join(dir, e.Name())
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		k.Text(path.Join(below, e.Name()), text)
		if filepath.Ext(file) != ".go" {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, text, parser.ImportsOnly)
		if err != nil {
			continue // the compiler says it better
		}
		for _, spec := range parsed.Imports {
			name, _ := strconv.Unquote(spec.Path.Value) // the parser has seen to it
			imports = append(imports, name)
		}
	}
	return imports, nil
}

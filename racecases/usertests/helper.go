package usertests

import (
	"context"
	"embed"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A helper is a module whose packages are compiled as if they were the examined
// module's own: that module need not require it, and may vendor what it requires.
type helper struct {
	path, version, sum string
	files              []string // of its packages, as patterns in it
}

// slowGet is what goid does where it knows no better way. The better one is assembly,
// which cannot be added to a folder that is not there.
const slowGet = "package goid\n\nfunc Get() int64 { return getSlow() }\n"

// exactLines has go-deadlock print the line of a call: it prints the line before that of the return address. Of two calls
// on one line, or of a method value, nothing else would tell which is meant.
const (
	lineAfter  = "file, line := f.FileLine(pc)"
	exactLines = "file, line := f.FileLine(pc - 1); line++"
)

// helpers returns them in the versions of this module's go.mod, with the sums of its go.sum.
func helpers() []helper {
	return []helper{
		{"go.uber.org/goleak", "v1.3.0", "h1:2K3zAYmnTNqV73imy9J1T3WC+gmCePx2hEGkimedGto=", []string{"*.go", "internal/stack/*.go"}},
		{"github.com/sasha-s/go-deadlock", "v0.3.9", "h1:fiaT9rB7g5sr5ddNZvlwheclN9IP86eFW9WgqlEQV+w=", []string{"*.go"}},
		{"github.com/petermattis/goid", "v0.0.0-20260820044319-269ab09b5261", "h1:lcWAnrqr2nNfDiArwFNHCE4787Mw2tCdVSOXCru0/0E=", []string{"goid.go"}},
	}
}

// name is the helper's folder below [detect.Helpers].
func (h helper) name() string { return path.Base(h.path) }

// wanted says what a build needs: which helpers, and the files that call them, by where they are added.
func wanted(build detect.Build) (names []string, files map[string]string) {
	files = map[string]string{
		"dump/dump_windows.go": "helper/dump/dump_windows.go", "dump/dump_other.go": "helper/dump/dump_other.go", "watch/meet.go": "helper/meet/meet.go",
	}
	switch build {
	case detect.GoDeadlockBuild:
		return []string{"go-deadlock", "goid"}, nil
	case detect.LeakProfileBuild:
		files["watch/watch.go"] = "helper/profile/profile.go"
		return nil, files
	}
	files["watch/watch.go"] = "helper/leaks/leaks.go"
	return []string{"goleak"}, files
}

//go:embed helper/leaks/leaks.go helper/profile/profile.go helper/meet/meet.go helper/dump/*.go
var watches embed.FS

// dumpPackage is imported by what watches a test, as it is in this module.
const dumpPackage = "threadlab/racecases/usertests/helper/dump"

// download returns the folder of each helper in the module cache. dir is in no module.
func download(ctx context.Context, dir string) (map[string]string, error) {
	args, sums := []string{"mod", "download", "-json"}, map[string]string{}
	for _, h := range helpers() {
		args, sums[h.path] = append(args, h.path+"@"+h.version), h.sum
	}
	// Without asking the checksum database: the sums are known here.
	g := gocmd.Go{Dir: dir, Env: []string{"GOFLAGS=", "GOWORK=off", "GONOSUMDB=*"}}
	out, failed := g.Output(ctx, args...)
	modules, err := gocmd.Decode[struct{ Path, Dir, Sum, Error string }](out)
	if err != nil {
		return nil, err
	}
	dirs := map[string]string{}
	for _, m := range modules {
		switch {
		case m.Error != "":
			return nil, fmt.Errorf("%s cannot be had: %s", m.Path, gocmd.FirstLine(m.Error))
		case m.Sum != sums[m.Path]:
			return nil, fmt.Errorf("%s is not what it was: its sum is %s, want %s", m.Path, m.Sum, sums[m.Path])
		}
		dirs[m.Path] = m.Dir
	}
	return dirs, failed
}

// addHelpers adds the helpers that a build needs to the module.
func (b *Builder) addHelpers(ctx context.Context, p *Package, build detect.Build, o *gocmd.Overlay) error {
	if b.helpers == nil {
		dirs, err := download(ctx, b.dir)
		if err != nil {
			return err
		}
		b.helpers = dirs
	}
	names, files := wanted(build)
	for _, h := range helpers() {
		if !slices.Contains(names, h.name()) {
			continue
		}
		if err := p.addHelper(h, b.helpers[h.path], o); err != nil {
			return err
		}
	}
	for name, file := range files {
		text, err := watches.ReadFile(file)
		if err != nil {
			return err
		}
		if err := p.addFile(o, name, string(text)); err != nil {
			return err
		}
	}
	return nil
}

// addHelper adds the files of a helper, found in the given folder, to the module.
func (p *Package) addHelper(h helper, from string, o *gocmd.Overlay) error {
	for _, pattern := range h.files {
		files, err := filepath.Glob(filepath.Join(from, pattern))
		if err != nil {
			return err
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			name := path.Join(h.name(), path.Dir(pattern), filepath.Base(file))
			if err := p.addFile(o, name, string(text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// addFile adds one file of a helper to the module, with the imports of other helpers changed to where those are now.
func (p *Package) addFile(o *gocmd.Overlay, name, text string) error {
	for _, h := range helpers() {
		text = strings.ReplaceAll(text, `"`+h.path, `"`+p.helper(h.name()))
	}
	text = strings.Replace(text, strconv.Quote(dumpPackage), strconv.Quote(p.helper("dump")), 1)
	text = strings.Replace(text, lineAfter, exactLines, 1)
	path := filepath.Join(p.Root, detect.Helpers, name)
	return o.Add(path, gocmd.Named(path, text))
}

// helper returns the import path of what is added to the module.
func (p *Package) helper(name string) string { return p.Module + detect.Helpers + name }

package usertests

import (
	"context"
	"embed"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A guest is a module whose packages are compiled as if they were the examined
// module's own: that module need not require it, and may vendor what it requires.
type guest struct {
	path, version, sum string
	files              []string // of its packages, as patterns in it
}

// slowGet is what goid does where it knows no better way. The better one is assembly,
// which cannot be laid into a folder that is not there.
const slowGet = "package goid\n\nfunc Get() int64 { return getSlow() }\n"

// guests returns them in the versions of this module's go.mod, with the sums of its go.sum.
func guests() []guest {
	return []guest{
		{"go.uber.org/goleak", "v1.3.0", "h1:2K3zAYmnTNqV73imy9J1T3WC+gmCePx2hEGkimedGto=", []string{"*.go", "internal/stack/*.go"}},
		{"github.com/sasha-s/go-deadlock", "v0.3.9", "h1:fiaT9rB7g5sr5ddNZvlwheclN9IP86eFW9WgqlEQV+w=", []string{"*.go"}},
		{"github.com/petermattis/goid", "v0.0.0-20260820044319-269ab09b5261", "h1:lcWAnrqr2nNfDiArwFNHCE4787Mw2tCdVSOXCru0/0E=", []string{"goid.go"}},
	}
}

// name is the guest's folder below [detect.Helpers].
func (g guest) name() string { return g.path[strings.LastIndex(g.path, "/")+1:] }

// wanted says what a build needs: which guests, and the file that calls on them.
func wanted(build detect.Build) (names []string, watch string) {
	switch build {
	case detect.LeakProfileBuild:
		return nil, "guest/profile/profile.go"
	case detect.GoDeadlockBuild:
		return []string{"go-deadlock", "goid"}, ""
	}
	return []string{"goleak"}, "guest/leaks/leaks.go"
}

//go:embed guest/leaks/leaks.go guest/profile/profile.go
var watches embed.FS

// download returns the folder of each guest in the module cache. dir is in no module.
func download(ctx context.Context, dir string) (map[string]string, error) {
	args, sums := []string{"mod", "download", "-json"}, map[string]string{}
	for _, g := range guests() {
		args, sums[g.path] = append(args, g.path+"@"+g.version), g.sum
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

// invite lays what a build needs into the module.
func (b *Builder) invite(ctx context.Context, p *Package, build detect.Build, o *gocmd.Overlay) error {
	if b.guests == nil {
		dirs, err := download(ctx, b.dir)
		if err != nil {
			return err
		}
		b.guests = dirs
	}
	names, watch := wanted(build)
	for _, g := range guests() {
		if !slices.Contains(names, g.name()) {
			continue
		}
		if err := p.seat(g, b.guests[g.path], o); err != nil {
			return err
		}
	}
	if watch == "" {
		return nil
	}
	text, err := watches.ReadFile(watch)
	if err != nil {
		return err
	}
	return p.lay(o, "watch/watch.go", string(text))
}

// seat lays the files of a guest, found in the given folder, into the module.
func (p *Package) seat(g guest, from string, o *gocmd.Overlay) error {
	for _, pattern := range g.files {
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
			name := path.Join(g.name(), path.Dir(pattern), filepath.Base(file))
			if err := p.lay(o, name, string(text)); err != nil {
				return err
			}
		}
	}
	return nil
}

// lay puts one file of a guest into the module, with the imports of other guests
// changed to where those are now.
func (p *Package) lay(o *gocmd.Overlay, name, text string) error {
	for _, g := range guests() {
		text = strings.ReplaceAll(text, `"`+g.path, `"`+p.guest(g.name()))
	}
	path := filepath.Join(p.Root, detect.Helpers, name)
	return o.Add(path, gocmd.Named(path, text))
}

// guest returns the import path of what is laid into the module.
func (p *Package) guest(name string) string { return p.Module + detect.Helpers + name }

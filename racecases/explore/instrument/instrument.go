//go:build !race

package instrument

import (
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A Result is the rewritten text of some packages.
type Result struct {
	Files map[string]string // the new text of each file that changed, by its full path
	Kept  []Refusal         // the initialisers that cannot be evaluated a second time
	Fixed []Refusal         // uses of what gives the same numbers at any time, and does not in Go

	TriesLocks       bool // TryLock or TryRLock is called, or passed on
	CountsGoroutines bool // runtime.NumGoroutine is
	SetsLoggers      bool // the prefix or the flags of a logger are set, or the default one of log/slog
}

// Options select how packages are rewritten.
type Options struct {
	Tags     string   // the build tags, a list as the go command takes it
	Overlay  string   // the go command's, of Go's own files: the build reads them so, and they are compiled once
	Race     bool     // that the packages are compiled with -race
	Accesses []string // the packages with points at accesses to shared variables; PATH/ stands for all below it
	Watch    bool     // the variables of these packages can be shown while a schedule is played
	TLS      bool     // crypto/tls calls the model, and its connections are called as they are
	HTTP     bool     // net/http calls the model, and is called as it is
}

// accesses reports whether a package gets points at accesses.
func (o Options) accesses(pkg string) bool {
	return slices.ContainsFunc(o.Accesses, func(path string) bool {
		return pkg == path || strings.HasSuffix(path, "/") && strings.HasPrefix(pkg, path)
	})
}

// flags are those of the go command. The standard library that is compiled for -race is
// another than that for the tag race, and is what the build needs.
func (o Options) flags() []string {
	return []string{"-race=" + strconv.FormatBool(o.Race), "-tags", o.Tags, "-overlay=" + o.Overlay}
}

// A program is what is instrumented at once.
type program struct {
	Options
	root     string
	models   map[string]*types.Package // by their paths
	standard map[string]bool           // the packages that are Go's own
	usage    *usage
	fixed    []Refusal
}

// Instrument rewrites packages of the module in the working folder.
func Instrument(ctx context.Context, o Options, patterns ...string) (*Result, error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	known := []string{modelPath, testingPath, ioPath}
	if o.TLS {
		known = append(known, netPath, tlsPath)
	}
	loaded, standard, err := loadPackages(ctx, root, o, append(known, patterns...)...)
	if err != nil {
		return nil, err
	}
	p := &program{Options: o, root: root, models: map[string]*types.Package{}, standard: standard, usage: &usage{map[types.Object]bool{}, map[types.Object]bool{}, map[types.Object]bool{}}}
	r := &Result{Files: map[string]string{}}
	var rewritten []*source
	for _, s := range loaded {
		if aliases[s.path] != "" {
			p.models[s.path] = s.pkg
			continue
		}
		p.usage.collect(s)
		r.observe(s.info)
		rewritten = append(rewritten, s)
	}
	for _, path := range known {
		if p.models[path] == nil {
			return nil, fmt.Errorf("%s was not loaded", path)
		}
	}
	for _, s := range rewritten {
		if err := p.rewrite(s, r); err != nil {
			return nil, err
		}
	}
	r.Fixed = p.fixed
	for _, list := range [][]Refusal{r.Kept, r.Fixed} {
		slices.SortFunc(list, func(a, b Refusal) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
		})
	}
	return r, nil
}

// rewrite adds a package to the result.
func (p *program) rewrite(s *source, r *Result) error {
	s.reset = newReset(s, p.usage)
	r.Kept = append(r.Kept, s.reset.kept...)
	if p.accesses(s.path) && !s.cgo {
		s.access = newAccesses(s)
		if p.Watch {
			s.watched = newWatched(s)
		}
	}
	register := s.reset.register()
	for i, syntax := range s.parsed {
		if slices.ContainsFunc(syntax.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == strconv.Quote(modelPath) }) {
			continue // written for the model
		}
		text, err := os.ReadFile(s.files[i])
		if err != nil {
			return err
		}
		f := &file{edits: edits{start: syntax.FileStart, text: string(text)}, program: p, source: s, syntax: syntax}
		if changed := f.rewrite(register); changed != f.text {
			r.Files[s.files[i]] = changed
		}
		register = ""
	}
	return nil
}

// relative returns the path of a file relative to root, if it is below.
func relative(root, full string) string {
	if path, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(path) {
		return filepath.ToSlash(path)
	}
	return full
}

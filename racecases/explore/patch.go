package explore

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An edit replaces what a pattern finds in a file of Go's own. Patterns begin with a text, but
// for a \b: then most of the file is not matched, which would take a hundred times as long.
type edit struct{ find, by string }

// in returns the text of a file once it is edited, and whether the pattern found something.
func (e edit) in(text string) (changed string, found bool) {
	pattern, word := strings.CutPrefix(e.find, `\b`)
	find := regexp.MustCompile(pattern)
	var out []byte
	for from := 0; ; {
		at := find.FindStringSubmatchIndex(text[from:])
		if at == nil {
			return string(out) + text[from:], found
		}
		begin, end := from+at[0], from+at[1]
		if word && begin > 0 && isWord(text[begin-1]) {
			out, from = append(out, text[from:begin+1]...), begin+1
			continue
		}
		out = find.ExpandString(append(out, text[from:begin]...), e.by, text[from:], at)
		from, found = end, true
	}
}

// isWord reports whether a byte of Go's sources is part of a word.
func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// A patch has packages of Go's own call the model, by variables of one of them. These packages'
// types stay the same everywhere so.
type patch struct {
	name    string            // of the package with the variables
	home    string            // the file that declares them
	edits   map[string][]edit // of files, by their names below src. Each finds something, or this version of Go has another text
	text    string            // that is appended to home
	hooks   hooks
	imports []string          // of the main function, beside the model and what it has in any case
	calls   string            // of the main function, beside what sets the variables
	on      string            // the patch that this one is made on, by its name; what that imports is there
	uses    func(listed) bool // reports whether a package needs it; nil: each does
}

// patches lists them, each after the one that it is made on.
func patches() []patch { return []patch{logPatch, tlsPatch, httpPatch} }

// files returns the patched texts of files of Go's own, by their names below src. None is returned
// if this version of Go has another text: then nothing of what they are for is modelled.
func (p patch) files(goroot string) (map[string]string, error) {
	files := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(p.edits)) {
		text, err := os.ReadFile(filepath.Join(goroot, "src", filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("reading Go's package %s: %w", path.Dir(name), err)
		}
		changed := string(text)
		for _, e := range p.edits[name] {
			var found bool
			if changed, found = e.in(changed); !found {
				return nil, nil
			}
		}
		files[name] = changed
	}
	files[p.home] += p.text + p.hooks.variables()
	return files, nil
}

// main returns the text of the main function that has the packages call the model.
func (p patch) main() string { return p.hooks.set(path.Base(p.name)) + p.calls }

// hooks are the variables of a package of Go's own by which it calls the model: its own value,
// and what the main function sets them to.
type hooks []struct{ name, plain, model string }

// variables returns the text that declares them.
func (h hooks) variables() string {
	var b strings.Builder
	for _, h := range h {
		fmt.Fprintf(&b, "\nvar Threadlab%s = %s\n", h.name, h.plain)
	}
	return b.String()
}

// set returns the text of the main function that sets those of a package.
func (h hooks) set(pkg string) string {
	var b strings.Builder
	for _, h := range h {
		fmt.Fprintf(&b, "\t%s.Threadlab%s = %s\n", pkg, h.name, h.model)
	}
	return b.String()
}

// logPatch has loggers wait in the model for their mutexes, and come to a point where they are set,
// or look at what they are set to.
var logPatch = patch{
	name: "log", home: "log/log.go", text: logText,
	calls: "\tmodel.OnStart(log.ThreadlabKept())\n",
	hooks: hooks{
		{"Lock", "(*sync.Mutex).Lock", "model.LockLogger"},
		{"Unlock", "(*sync.Mutex).Unlock", "model.UnlockLogger"},
		{"Looks", "func(any) {}", "model.LooksAtLogger"},
		{"Sets", "func(any) {}", "model.SetsLogger"},
	},
	edits: map[string][]edit{
		"log/log.go": {
			{`\bl\.outMu\.(Lock|Unlock)\(\)`, "Threadlab$1(&l.outMu)"},
			{`\bl\.SetPrefix\(prefix\)\n\tl\.SetFlags\(flag\)\n`, "l.prefix.Store(&prefix)\n\tl.flag.Store(int32(flag))\n"}, // of a new one
			{`\nfunc \(l \*Logger\) (?:Flags|Prefix)\(\) \w+ \{`, "$0 ThreadlabLooks(&l.flag)"},
			{`\nfunc \(l \*Logger\) Set(?:Flags|Prefix)\(.*\) \{`, "$0 ThreadlabSets(&l.flag)"},
		},
		"log/slog/logger.go": {
			{`\nfunc Default\(\) \*Logger \{`, "$0 threadlab_log.ThreadlabLooks(&defaultLogger);"},
			{`\nfunc SetDefault\(l \*Logger\) \{`, "$0 threadlab_log.ThreadlabSets(&defaultLogger)"},
			{`\nfunc init\(\) \{`, "$0 threadlab_log.ThreadlabDefault = func() func() { l := defaultLogger.Load(); return func() { defaultLogger.Store(l) } }"},
			{`\npackage slog\n`, "\npackage slog; import threadlab_log \"log\"\n"},
		},
		"log/slog/handler.go": {
			{`\bh\.mu\.(Lock|Unlock)\(\)`, "threadlab_log.Threadlab$1(h.mu)"},
			{`\npackage slog\n`, "\npackage slog; import threadlab_log \"log\"\n"},
		},
	},
}

// logText keeps, once a process has begun, what the loggers are set to that it has one of: each
// schedule begins with that.
const logText = `
var ThreadlabDefault = func() func() { return func() {} } // of log/slog

func ThreadlabKept() func() {
	out, prefix, flag, discards, others := std.out, std.prefix.Load(), std.flag.Load(), std.isDiscard.Load(), ThreadlabDefault()
	return func() {
		std.outMu.Lock()
		defer std.outMu.Unlock()
		std.out = out
		std.prefix.Store(prefix)
		std.flag.Store(flag)
		std.isDiscard.Store(discards)
		others()
	}
}
`

// importPatch leaves out of go/importer, and of what that is made of, all that the instrumenter does
// not use: it is given the files with export data by the go command. What these packages find
// others by, such as go/build and debug/elf, takes as long to compile as the type checker.
var importPatch = patch{
	name: "go/importer", home: "go/importer/importer.go",
	edits: map[string][]edit{
		"go/importer/importer.go": {
			{`\n\t"go/build"\n\t"go/internal/gccgoimporter"\n`, "\n\n\n"},
			{`\n\t"go/internal/srcimporter"\n`, "\n\n"},
			{`(?s)\n\tcase "gccgo":\n.*\n\tcase "source":\n.*?\n\t}\n`, "\n\t}\n"},
			{`(?s)\n// gccgo importer\n.*`, "\n"},
		},
		"internal/exportdata/exportdata.go": {
			{`\n\t"bytes"\n`, "\n\n"},
			{`\n\t"go/build"\n`, "\n\n"},
			{`\n\t"os"\n\t"os/exec"\n\t"path/filepath"\n`, "\n\n\n\n"},
			{`\n\t"sync"\n`, "\n\n"},
			{`(?s)\n// FindPkg returns .*`, "\nfunc FindPkg(path, _ string) (string, string, error) { return \"\", path, errors.New(\"not found\") }\n"},
		},
	},
}

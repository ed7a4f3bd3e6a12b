package pages

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

// A bug is one that the explorer has found in a current release: a folder of results/explore/bugs.
type bug struct {
	Folder  string
	Title   string // module, version, and what goes wrong
	Report  string // for its maintainers, without the title
	Explore string // what the explorer prints
	Native  string // what go test prints without the explorer
	Delay   string // the sleep in a copy of the module that this needs; empty: none
}

// Bugs makes the page of the bugs in the folder of that name.
func Bugs(dir string) ([]byte, error) {
	folders, err := filepath.Glob(filepath.Join(dir, "bugs", "*", "report.md"))
	if err != nil {
		return nil, err
	}
	bugs := make([]bug, len(folders))
	for i, file := range folders {
		if bugs[i], err = readBug(filepath.Dir(file)); err != nil {
			return nil, err
		}
	}
	return fill("bugs.md", bugs, template.FuncMap{"inc": func(i int) int { return i + 1 }})
}

// readBug reads a folder. Only the delay may be missing; what has no failure in it proves nothing.
func readBug(folder string) (b bug, err error) {
	read := func(name string, failure ...string) string {
		data, e := os.ReadFile(filepath.Join(folder, name))
		text := strings.TrimRight(string(data), "\n")
		holds := func(part string) bool { return strings.Contains(text, part) }
		if e == nil && !slices.ContainsFunc(failure, holds) {
			e = fmt.Errorf("%s: want one of %q in it", filepath.Join(folder, name), failure)
		}
		err = errors.Join(err, e)
		return text
	}
	b = bug{
		Folder:  filepath.Base(folder),
		Report:  read("report.md", "# "),
		Explore: read("explore.txt", "✗ bug", "! early timer"),
		Native:  read("native.txt", "--- FAIL", "(20s)", "WARNING: DATA RACE"),
	}
	if _, e := os.Stat(filepath.Join(folder, "delay.patch")); e == nil {
		b.Delay = read("delay.patch", "+\t")
	}
	b.Title, b.Report, _ = strings.Cut(strings.TrimPrefix(b.Report, "# "), "\n")
	b.Report = strings.TrimSpace(b.Report)
	return b, err
}

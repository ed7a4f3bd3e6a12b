package main

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/page"
	"threadlab/scripts/threadlab/term"
)

//go:embed page/*.md
var pages embed.FS

// fillPage fills in a page of this package.
func fillPage(name string, data any, functions template.FuncMap) ([]byte, error) {
	functions["kept"] = kept
	return page.Fill(pages, "page/"+name, data, functions)
}

// kept says whether a figure is as high as was promised.
func kept(measured float64, promised int) string {
	if measured < float64(promised) {
		return "✗ no"
	}
	return "✓ yes"
}

// A pageMaker makes a page of the raw lines in a folder.
type pageMaker func(dir string) ([]byte, error)

// publishPages writes pages beside their raw lines and names them. If one cannot be made none is written.
func publishPages(c *cli.Command, dir string, makers map[string]pageMaker) error {
	pages := map[string][]byte{}
	for name, pageOf := range makers {
		var err error
		if pages[name], err = pageOf(dir); err != nil {
			return err
		}
	}
	out := term.NewScreen(c.Root().Writer)
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		place := filepath.Join(dir, name)
		if err := atomicfile.Write(place, pages[name]); err != nil {
			return err
		}
		out.Println(out.Good("✓ page") + "  " + place)
	}
	return nil
}

// readLines reads a file of raw lines, an object of JSON each.
func readLines[T any](file string) ([]T, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	all, err := gocmd.Decode[T](text)
	if err != nil {
		err = fmt.Errorf("%s: %w", file, err)
	}
	return all, err
}

// A tripCount says how many of some comparisons found a regression.
type tripCount struct{ Tripped, All int }

// comparePage makes the page on the gate of compare of the raw lines in a folder.
func comparePage(dir string) ([]byte, error) {
	planted, err := countTrips(filepath.Join(dir, "planted.jsonl"))
	if err != nil {
		return nil, err
	}
	aa, err := countTrips(filepath.Join(dir, "aa.jsonl"))
	if err != nil {
		return nil, err
	}
	return fillPage("compare.md", map[string]tripCount{"Planted": planted, "AA": aa}, template.FuncMap{})
}

func countTrips(file string) (n tripCount, err error) {
	all, err := readLines[struct{ Regressions int }](file)
	for _, compared := range all {
		n.All++
		if compared.Regressions > 0 {
			n.Tripped++
		}
	}
	return n, err
}

// A bug is one that the explorer has found in a current release: a folder of results/explore/bugs.
type bug struct {
	Folder  string
	Title   string // module, version, and what goes wrong
	Report  string // for its maintainers, without the title
	Explore string // what the explorer prints
	Native  string // what go test prints without the explorer
	Delay   string // the sleep in a copy of the module that this needs; empty: none
}

// bugsPage makes the page of the bugs in the folder of that name.
func bugsPage(dir string) ([]byte, error) {
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
	return fillPage("bugs.md", bugs, template.FuncMap{"inc": func(i int) int { return i + 1 }})
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

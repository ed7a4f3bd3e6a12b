package main

import (
	"embed"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"text/template"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/page"
	"threadlab/scripts/threadlab/term"
)

//go:embed page/*.md
var pages embed.FS

// fillPage fills in a page of this package, with functions of its own.
func fillPage(name string, data any, functions template.FuncMap) ([]byte, error) {
	return page.Fill(pages, "page/"+name, data, functions)
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

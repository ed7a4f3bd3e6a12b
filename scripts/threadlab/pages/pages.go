// Package pages makes the pages of results/explore and of results/compare: each function one page, of the raw lines in a
// folder. It measures nothing.
package pages

import (
	"embed"
	"fmt"
	"os"
	"text/template"

	"threadlab/racecases/gocmd"
	"threadlab/racecases/page"
)

//go:embed page/*.md
var templates embed.FS

// fill fills in a page of this package.
func fill(name string, data any, functions template.FuncMap) ([]byte, error) {
	return page.Fill(templates, "page/"+name, data, functions)
}

// Lines reads a file of raw lines, an object of JSON each.
func Lines[T any](file string) ([]T, error) {
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

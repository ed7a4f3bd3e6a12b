package report

import (
	"os"
	"path/filepath"
	"text/template"
)

const queueing = "On 2 cores 16-1000 goroutines measure queueing, not parallelism."

// Readme returns the page that leads to everything in a folder of figures: for each suite what its tables and
// pictures show, and what made them. prefix stands in front of the names of files in links, as "bench/".
func Readme(dir, prefix string, all []*Figures) ([]byte, error) {
	data := struct {
		Prefix string
		All    []*Figures
	}{prefix, all}
	return fill("readme.md", data, template.FuncMap{
		"queueing": func() string { return queueing },
		"file":     func(f *Figures, s Source) string { return FileName(f.Suite, s.Name) },
		"there": func(name string) bool {
			_, err := os.Stat(filepath.Join(dir, name))
			return err == nil
		},
	})
}

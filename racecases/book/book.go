package book

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/matrix"
)

// A Book is what its pages are made of.
type Book struct {
	Lessons   []corpus.Lesson           // in the order of the syllabus
	Witnesses map[string]explore.Report // how each witness ends when it is replayed, by the name of its case
	Matrix    []matrix.Entry            // what the detectors made of the cases
	Results   fs.FS                     // the committed figures: the module's folder results/bench
	Source    explore.Source            // the lines of a file of the module, as places name it; nil: none is known
	Extra     []File                    // what else the folder holds, such as the programs that the pages play
}

// A File is a file of the book.
type File struct {
	Name string // its path below the folder, with slashes
	Text []byte
}

//go:embed pages/*.html
var pages embed.FS

//go:embed assets
var assets embed.FS

// Files renders the book: its pages, its assets, and what is extra.
func (b Book) Files() ([]File, error) {
	costs, err := b.costs()
	if err != nil {
		return nil, err
	}
	chapters, err := b.chapters(costs)
	if err != nil {
		return nil, err
	}
	set, err := template.New("").Funcs(functions()).ParseFS(pages, "pages/*.html")
	if err != nil {
		return nil, err
	}
	files, err := b.static(costs)
	if err != nil {
		return nil, err
	}
	for _, s := range sheets(chapters, costs) {
		var text bytes.Buffer
		if err := set.ExecuteTemplate(&text, s.template+".html", s); err != nil {
			return nil, fmt.Errorf("page %s: %w", s.Page, err)
		}
		files = append(files, File{s.Page, text.Bytes()})
	}
	return append(files, b.Extra...), nil
}

// static returns the style sheets, the scripts and the plots.
func (b Book) static(costs []cost) ([]File, error) {
	var files []File
	add := func(from fs.FS, name, to string) error {
		text, err := fs.ReadFile(from, name)
		files = append(files, File{to, text})
		return err
	}
	entries, err := assets.ReadDir("assets")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if err := add(assets, "assets/"+e.Name(), "assets/"+e.Name()); err != nil {
			return nil, err
		}
	}
	for _, c := range costs {
		for _, plot := range c.Plots {
			if err := add(b.Results, plot, path.Join("assets", plot)); err != nil {
				return nil, err
			}
		}
	}
	return files, nil
}

// The cases that are easily followed: the one that the first page shows, and the one that the
// tutorial has played.
const (
	shown  = "lock/abba"
	played = "gil/atomic-load-store"
)

// A sheet is what a page's template is given.
type sheet struct {
	Page, Title string
	template    string
	Chapters    []chapter
	Costs       []cost
	Styles      []string // besides the book's own
	Scripts     []string
	Of          any // what this page is about
}

// Example returns the case that the first page shows; nil if its witness was not replayed.
func (s sheet) Example() *section {
	if c := s.find(shown); c != nil && c.Timeline != nil {
		return c
	}
	return nil
}

// Trial returns the case that the tutorial has played; nil if it is not in the book.
func (s sheet) Trial() *section { return s.find(played) }

func (s sheet) find(name string) *section {
	for _, c := range s.Chapters {
		for i := range c.Cases {
			if c.Cases[i].Name == name {
				return &c.Cases[i]
			}
		}
	}
	return nil
}

// sheets are what all pages are made of.
func sheets(chapters []chapter, costs []cost) []sheet {
	all := []sheet{
		{Page: "index.html", template: "index", Title: "The lesson book"},
		{Page: "tutorial.html", template: "tutorial", Title: "You are the scheduler"},
	}
	for _, c := range chapters {
		all = append(all, sheet{Page: c.Page, template: "lesson", Title: c.Title, Of: c})
	}
	for _, c := range costs {
		all = append(all, sheet{Page: c.Page, template: "cost", Title: c.Title, Of: c})
	}
	for i := range all {
		s := &all[i]
		s.Chapters, s.Costs, s.Scripts = chapters, costs, []string{"assets/book.js"}
		if s.template != "lesson" && s.template != "tutorial" {
			continue
		}
		s.Styles = []string{"assets/play.css"}
		for _, name := range []string{"engine", "game", "board", "ending", "campaign", "keys", "play"} { // each after what it uses
			s.Scripts = append(s.Scripts, "assets/"+name+".js")
		}
	}
	return all
}

package book

import (
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/matrix"
)

// Each lesson has a program of Python, whose doc string says what it teaches.
//
//go:embed python/*.py
var programs embed.FS

// A chapter is the page of a lesson.
type chapter struct {
	Page, Slug, Title string
	Number            int
	Story             string
	Teaches           []template.HTML // what the Python program teaches, in paragraphs
	Python            template.HTML   // the program
	Cases             []section
	Cost              *cost // of its primitive; nil: none was measured
	Before, After     *chapter
}

// chapters are the lessons, in order.
func (b Book) chapters(costs []cost) ([]chapter, error) {
	entries := map[string][]matrix.Entry{}
	for _, e := range b.Matrix {
		entries[e.Case] = append(entries[e.Case], e)
	}
	var all []chapter
	for _, l := range b.Lessons {
		c, err := b.chapter(l, entries)
		if err != nil {
			return nil, fmt.Errorf("lesson %s: %w", l.Slug, err)
		}
		if i := slices.IndexFunc(costs, func(c cost) bool { return c.Suite == l.Slug }); i >= 0 {
			c.Cost = &costs[i]
		}
		all = append(all, c)
	}
	for i := range all {
		if i > 0 {
			all[i].Before, all[i-1].After = &all[i-1], &all[i]
		}
	}
	return all, nil
}

func (b Book) chapter(l corpus.Lesson, entries map[string][]matrix.Entry) (chapter, error) {
	program, err := programs.ReadFile("python/" + l.Slug + ".py")
	if err != nil {
		return chapter{}, err
	}
	says, code, err := docString(string(program))
	if err != nil {
		return chapter{}, err
	}
	c := chapter{
		Page: l.Slug + ".html", Slug: l.Slug, Title: l.Title, Number: l.Number, Story: l.Story,
		Python: pythonHTML(code),
	}
	for paragraph := range strings.SplitSeq(says, "\n\n") {
		c.Teaches = append(c.Teaches, inline(paragraph))
	}
	for _, ref := range corpus.Refs([]corpus.Lesson{l}) {
		s, err := b.section(ref, entries[ref.Name()])
		if err != nil {
			return chapter{}, fmt.Errorf("%s: %w", ref.Name(), err)
		}
		c.Cases = append(c.Cases, s)
	}
	return c, nil
}

// docString takes a Python module apart: its doc string, and the code after that.
func docString(program string) (says, code string, err error) {
	const quotes = `"""`
	rest, found := strings.CutPrefix(program, quotes)
	says, code, ended := strings.Cut(rest, quotes)
	if !found || !ended {
		return "", "", fmt.Errorf("its Python program begins with no doc string")
	}
	return strings.TrimSpace(says), strings.Trim(code, "\n") + "\n", nil
}

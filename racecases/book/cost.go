package book

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// A cost is the page of what a primitive costs: the committed figures of one suite.
type cost struct {
	Page, Suite, Title string
	Lead               string // what was measured, in a sentence
	Parts              []part
	Plots              []string // the files of its pictures
}

// A part is what stands below a heading; the first has none.
type part struct {
	Heading string
	Blocks  []block // texts and tables
	Plots   []plot  // after them
}

// A plot is a picture of figures.
type plot struct {
	File, Alt string
	Says      template.HTML
}

// costs reads the pages of the suites, those of the lessons first and in their order.
func (b Book) costs() ([]cost, error) {
	if b.Results == nil {
		return nil, nil
	}
	tables, err := fs.Glob(b.Results, "*.csv")
	if err != nil {
		return nil, err
	}
	var all []cost
	for _, file := range tables {
		suite := strings.TrimSuffix(file, ".csv")
		page, err := fs.ReadFile(b.Results, suite+".md")
		if err != nil {
			return nil, err
		}
		c, err := costOf(suite, string(page))
		if err != nil {
			return nil, fmt.Errorf("%s.md: %w", suite, err)
		}
		all = append(all, c)
	}
	place := func(c cost) int {
		for i, l := range b.Lessons {
			if l.Slug == c.Suite {
				return i
			}
		}
		return len(b.Lessons)
	}
	slices.SortStableFunc(all, func(x, y cost) int { return place(x) - place(y) })
	return all, nil
}

func costOf(suite, page string) (cost, error) {
	c := cost{Page: "cost-" + suite + ".html", Suite: suite}
	blocks, err := parse(page)
	if err != nil {
		return c, err
	}
	if len(blocks) < 2 || blocks[0].Heading == "" || blocks[1].Text == "" {
		return c, fmt.Errorf("want a title and a sentence at its head")
	}
	c.Title, c.Lead = blocks[0].Heading, string(blocks[1].Text)
	c.Parts = []part{{}}
	for _, b := range blocks[2:] {
		if b.Heading != "" {
			c.Parts = append(c.Parts, part{Heading: b.Heading})
			continue
		}
		last := &c.Parts[len(c.Parts)-1]
		if b.Plot != "" {
			if path.Base(b.Plot) != b.Plot {
				return c, fmt.Errorf("picture %s is not beside it", b.Plot)
			}
			c.Plots, last.Plots = append(c.Plots, b.Plot), append(last.Plots, plot{File: b.Plot, Alt: b.Alt})
			continue
		}
		if n := len(last.Plots); n > 0 && b.Table == nil && last.Plots[n-1].Says == "" {
			last.Plots[n-1].Says = b.Text // what stands after a picture is about it
			continue
		}
		last.Blocks = append(last.Blocks, b)
	}
	return c, nil
}

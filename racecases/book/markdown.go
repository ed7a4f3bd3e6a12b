package book

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"
)

// A block is a part of a generated page of results: one of its fields is set.
type block struct {
	Heading string
	Text    template.HTML
	Plot    string // the file of a picture
	Alt     string
	Table   *table
}

// A table has cells in words.
type table struct {
	Head []string
	Rows [][]template.HTML
}

var picture = regexp.MustCompile(`^!\[([^\]]*)\]\(([^)]+)\)$`)

// parse reads the Markdown that bench/report writes: headings, paragraphs, pictures and
// tables, one after the other with an empty line between.
func parse(page string) ([]block, error) {
	var blocks []block
	for part := range strings.SplitSeq(page, "\n\n") {
		part = strings.Trim(part, "\n")
		for part != "" {
			line, rest, _ := strings.Cut(part, "\n")
			heading := strings.TrimLeft(line, "#")
			if heading == line {
				break
			}
			blocks = append(blocks, block{Heading: strings.TrimSpace(heading)})
			part = strings.Trim(rest, "\n")
		}
		switch at := picture.FindStringSubmatch(part); {
		case part == "":
		case at != nil:
			blocks = append(blocks, block{Alt: at[1], Plot: at[2]})
		case part[0] == '|':
			t, err := tableOf(part)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, block{Table: t})
		default:
			blocks = append(blocks, block{Text: inline(part)})
		}
	}
	return blocks, nil
}

func tableOf(text string) (*table, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 2 {
		return nil, fmt.Errorf("table %q has no head", text)
	}
	t := &table{Head: cells(lines[0])}
	for _, line := range lines[2:] {
		var row []template.HTML
		for _, cell := range cells(line) {
			row = append(row, inline(cell))
		}
		if len(row) != len(t.Head) {
			return nil, fmt.Errorf("row %q has %d cells, want %d", line, len(row), len(t.Head))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

func cells(line string) []string {
	parts := strings.Split(strings.Trim(line, "|"), "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

var codeSpan = regexp.MustCompile("`([^`]+)`")

// inline escapes a text, and sets what is between backquotes as code.
func inline(text string) template.HTML {
	return template.HTML(codeSpan.ReplaceAllString(template.HTMLEscapeString(text), "<code>$1</code>"))
}

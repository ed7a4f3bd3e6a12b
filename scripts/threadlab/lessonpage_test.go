package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
)

// TestReadmeLessons holds the table of lessons in the README and the page of lessons
// against the corpus; -update rewrites them.
func TestReadmeLessons(t *testing.T) {
	for _, page := range []struct{ file, want string }{
		{readme, lessonTable()},
		{"../../racecases/lessons/README.md", lessonPage()},
	} {
		text, err := os.ReadFile(page.file)
		require.NoError(t, err)
		if *update {
			text = []byte(replacePart(t, string(text), "lessons", page.want))
			require.NoError(t, os.WriteFile(page.file, text, 0o644))
		}
		assert.Equal(t, page.want, part(t, string(text), "lessons"), "%s: go test ./scripts/threadlab -run TestReadmeLessons -update", page.file)
	}
}

// lessonTable has a row for each lesson, which leads to its part of the page of lessons.
func lessonTable() string {
	rows := []string{"| lesson | | cases |", "|---|---|---|"}
	for _, l := range lessons.All() {
		heading := strings.ToLower(regexp.MustCompile(`[^\w -]`).ReplaceAllString(lessonHeading(l), ""))
		rows = append(rows, fmt.Sprintf("| %d | [%s](racecases/lessons/README.md#%s) | %d |",
			l.Number, l.Title, strings.ReplaceAll(heading, " ", "-"), len(l.Cases)))
	}
	return strings.Join(rows, "\n")
}

// lessonPage has a part for each lesson: its story and its cases by class.
func lessonPage() string {
	var b strings.Builder
	for _, l := range lessons.All() {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", lessonHeading(l), l.Story)
		classes, links := casesByClass(l)
		for _, class := range classes {
			fmt.Fprintf(&b, "- *%s*: %s\n", class, strings.Join(links[class], ", "))
		}
		b.WriteString("\n")
	}
	return strings.TrimSpace(b.String())
}

func lessonHeading(l corpus.Lesson) string {
	return fmt.Sprintf("%d. %s: %s", l.Number, l.Slug, l.Title)
}

// casesByClass returns links to the halves of a lesson's cases by class, in the order in
// which the lesson comes to the classes; the cases that are right though they look wrong
// are at the end.
func casesByClass(l corpus.Lesson) (classes []string, links map[string][]string) {
	const right = "right, though it looks wrong"
	links = map[string][]string{}
	for _, ref := range corpus.Refs([]corpus.Lesson{l}) {
		class, link := string(ref.Case.Class), fmt.Sprintf("[%s](%s/%s)", ref.Case.Slug, l.Slug, ref.Case.File(corpus.Correct))
		if ref.Case.Negative {
			class = right
		} else {
			link += fmt.Sprintf(" ([broken](%s/%s))", l.Slug, ref.Case.File(corpus.Broken))
		}
		if links[class] == nil {
			classes = append(classes, class)
		}
		links[class] = append(links[class], link)
	}
	slices.SortStableFunc(classes, func(a, b string) int {
		return cmp.Compare(strings.Count(a, right), strings.Count(b, right))
	})
	return classes, links
}

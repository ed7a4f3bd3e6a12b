package book_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/book"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/matrix"
)

const correctHalf = `//go:build !broken

package lock

import "sync"

// add adds.
func add(r *corpus.Run) string {
	var mu sync.Mutex
	mu.Lock() // one at a time
	n++
	mu.Unlock()
	return "<exact>"
}
`

const brokenHalf = `//go:build broken

package lock

// add adds.
func add(r *corpus.Run) string {
	n++      // want: race read, race write
	n += two // want: wait chan send; unseen: never comes
	return "<exact>"
}
`

// lesson is one of one pair.
func lesson(files map[string]string) corpus.Lesson {
	source := fstest.MapFS{}
	for name, text := range files {
		source[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return corpus.Lesson{Slug: "lock", Number: 3, Title: "Locks", Source: source, Cases: []corpus.Case{{
		Slug: "add", Class: corpus.DataRace, Story: "Two & two.", Go: "n++", MissingEdge: "n == 2 is not read",
		Chain: "a before b.", Symptom: "the sum is too small", Repair: "hold <mu>",
	}}}
}

// section renders the only case of a book.
func section(t *testing.T, b book.Book) string {
	t.Helper()
	files, err := b.Files()
	require.NoError(t, err)
	for _, f := range files {
		if f.Name == "lock.html" {
			_, section, _ := strings.Cut(string(f.Text), `<section class="case"`)
			return section
		}
	}
	require.Fail(t, "no page")
	return ""
}

// TestSideBySide: equal lines stand beside each other, a line of one half beside a gap, and
// marks are no part of the program.
func TestSideBySide(t *testing.T) {
	page := section(t, book.Book{Lessons: []corpus.Lesson{lesson(map[string]string{"add.go": correctHalf, "add_broken.go": brokenHalf})}})
	_, broken, _ := strings.Cut(page, `<figure class="half broken">`)
	broken, rest, _ := strings.Cut(broken, "</figure>")
	_, correct, _ := strings.Cut(rest, `<figure class="half correct">`)
	correct, _, _ = strings.Cut(correct, "</figure>")
	assert.Equal(t, []string{
		" 5 // add adds.",
		" 6 func add(r *corpus.Run) string {",
		"gap",
		"gap",
		" 7 n++← a read that races, a write that races",
		"del 8 n += two← waits for ever: chan send",
		` 9 return &#34;&lt;exact&gt;&#34;`,
		" 10 }",
	}, drawn(broken))
	assert.Equal(t, []string{
		" 7 // add adds.",
		" 8 func add(r *corpus.Run) string {",
		"ins 9 var mu sync.Mutex",
		"ins 10 mu.Lock() // one at a time",
		" 11 n++",
		"ins 12 mu.Unlock()",
		` 13 return &#34;&lt;exact&gt;&#34;`,
		" 14 }",
	}, drawn(correct))
	assert.Contains(t, page, `{"case":"lock/add","class":"data race","symptom":"The sum is too small.","missing_edge":"n == 2 is not read.","chain":"A before b.","repair":"Hold \u003cmu\u003e.","outcomes":null}`)
	assert.Contains(t, page, "<dd>Hold &lt;mu&gt;.</dd>")
	assert.Contains(t, page, "<dd>A before b.</dd>")
}

// drawn returns the lines of a half: class, number, text, mark.
func drawn(pane string) (lines []string) {
	pane = strings.ReplaceAll(pane, `<em class="mark">`, "← ")
	for _, l := range regexp.MustCompile(`<span class="line ?([a-z]*)"(?: data-n="(\d+)")?>(.*)\n`).FindAllStringSubmatch(pane, -1) {
		text := strings.TrimSpace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(l[3], ""))
		lines = append(lines, strings.TrimRight(l[1]+" "+l[2]+" "+text, " "))
	}
	return lines
}

// TestSeen: what each detector saw, the surest first; what it said of the correct half; and
// why it saw nothing.
func TestSeen(t *testing.T) {
	l := lesson(map[string]string{"add.go": correctHalf, "add_broken.go": brokenHalf})
	l.Cases[0].Expect = corpus.Expectations{detect.Race: corpus.Never("it is blind"), detect.Goleak: corpus.NotApplicable("there is nothing")}
	entry := func(d detect.Name, h corpus.Half, hits, trials int, label string) matrix.Entry {
		return matrix.Entry{Case: "lock/add", Half: h, Detector: d, Build: d.Build(), Trials: trials, Hits: hits, Label: label, Low: 0.25, High: 0.75, RunsTo95: min(hits, 5)}
	}
	page := section(t, book.Book{Lessons: []corpus.Lesson{l}, Matrix: []matrix.Entry{
		entry(detect.Race, corpus.Broken, 0, 100, "none in 100"), entry(detect.Race, corpus.Correct, 3, 100, "sometimes"),
		entry(detect.Goleak, corpus.Broken, 0, 100, "none in 100"),
		entry(detect.Outcome, corpus.Broken, 50, 100, "sometimes"), entry(detect.Vet, corpus.Broken, 1, 1, "always"),
		entry(detect.Hang, corpus.Correct, 0, 100, "none in 100"),
	}})
	_, body, _ := strings.Cut(page, "<tbody>")
	body, _, _ = strings.Cut(body, "</tbody>")
	var rows []string
	for row := range strings.SplitSeq(body, "</tr>") {
		if text := strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(row, " ")), " "); text != "" {
			rows = append(rows, text)
		}
	}
	assert.Equal(t, []string{
		"vet ✓ always a second run says the same",
		"outcome ✓ sometimes 50 of 100 runs (25 to 75 %) About 5 runs to see it with 95&nbsp;%.",
		"race – none in 100 0 of 100 runs (25 to 75 %) ! false alarm in 3 of 100 runs of the correct half It is blind.",
		"goleak – not applicable 0 of 100 runs (25 to 75 %) There is nothing.",
	}, rows)
}

// TestBadSources: what cannot be made a page of is an error that names it.
func TestBadSources(t *testing.T) {
	nothing := map[string]string{"add.go": correctHalf}
	unknown := lesson(map[string]string{"add.go": correctHalf, "add_broken.go": brokenHalf})
	unknown.Slug = "unknown"
	for want, b := range map[string]book.Book{
		"lesson lock: lock/add: lock/add has no source for its broken half": {Lessons: []corpus.Lesson{lesson(nothing)}},
		"lesson unknown: open python/unknown.py":                            {Lessons: []corpus.Lesson{unknown}},
		"x.md: want a title and a sentence at its head":                     {Results: results("one sentence")},
		"x.md: row \"| 1 |\" has 1 cells, want 2":                           {Results: results("# T\n\nWhat.\n\n| a | b |\n|---|---|\n| 1 |")},
		"x.md: picture ../y.svg is not beside it":                           {Results: results("# T\n\nWhat.\n\n![y](../y.svg)")},
		"open y.svg": {Lessons: []corpus.Lesson{lesson(map[string]string{"add.go": correctHalf, "add_broken.go": brokenHalf})}, Results: results("# T\n\nWhat.\n\n![y](y.svg)")},
	} {
		_, err := b.Files()
		assert.ErrorContains(t, err, want)
	}
}

func results(page string) fstest.MapFS {
	return fstest.MapFS{"x.csv": &fstest.MapFile{}, "x.md": &fstest.MapFile{Data: []byte(page)}}
}

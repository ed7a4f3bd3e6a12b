package book_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/book"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/matrix"
)

const root = "../.."

// seen is what the committed matrix says.
var seen = sync.OnceValues(func() ([]matrix.Entry, error) {
	return matrix.ReadEntries(filepath.Join(root, "results/detectors/matrix.json"))
})

// theBook is the whole corpus and all committed results, with one witness that was replayed by hand.
func theBook(t *testing.T) book.Book {
	t.Helper()
	seen, err := seen()
	require.NoError(t, err)
	return book.Book{
		Lessons: lessons.All(), Matrix: matrix.OwnBuilds(seen), Results: os.DirFS(filepath.Join(root, "results/bench")),
		Witnesses: map[string]explore.Report{"lock/abba": abba()},
		Extra:     []book.File{{Name: "assets/broken.wasm.js", Text: []byte("1")}},
	}
}

// abba is a replay of lock/abba, shortened.
func abba() explore.Report {
	at := func(line int) []scheduler.Frame {
		return []scheduler.Frame{{File: "racecases/lessons/lock/abba_broken.go", Line: line}}
	}
	waits := []scheduler.Wait{{Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(19)}, {Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(19)}}
	return explore.Report{
		Failure: &scheduler.Failure{Kind: scheduler.Deadlock, Message: "all goroutines wait", Waits: waits},
		Trace:   []scheduler.Event{{Op: "start"}, {Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(17)}, {Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(17), Deviates: true}},
	}
}

func files(t *testing.T) map[string]string {
	t.Helper()
	made, err := theBook(t).Files()
	require.NoError(t, err)
	all := map[string]string{}
	for _, f := range made {
		assert.NotContains(t, all, f.Name, "a file twice")
		all[f.Name] = string(f.Text)
	}
	return all
}

// TestBook: each lesson has its page, each case its section with all that is known of it,
// and whatever a page links is there.
func TestBook(t *testing.T) {
	all := files(t)
	for _, ref := range corpus.Refs(lessons.All()) {
		page := all[ref.Lesson.Slug+".html"]
		_, section, found := strings.Cut(page, `<section class="case" id="`+ref.Case.Slug+`"`)
		require.True(t, found, ref.Name())
		section, _, _ = strings.Cut(section, "</section>")
		for _, want := range []string{`<div class="play" data-case="` + ref.Name() + `"`, `class="debrief"`, ref.Case.File(corpus.Correct), `class="scroll"`} {
			assert.Contains(t, section, want, ref.Name())
		}
		assert.Equal(t, !ref.Case.Negative, strings.Contains(section, `<figure class="half broken">`), ref.Name())
		assert.NotContains(t, section, "// want:", ref.Name())
	}
	lock := all["lock.html"]
	assert.Equal(t, 1, strings.Count(lock, `class="timeline"`), "of the only witness that was replayed")
	assert.Contains(t, lock, `<li class="g2" data-n="17"><b>g2</b> <code>17 first.Lock()</code> <span class="deviates"`)
	assert.Contains(t, lock, `<code>waits: 19 second.Lock()</code>`)
	assert.Contains(t, all["index.html"], `href="cost-lock.html"`)
	assert.Contains(t, all, "assets/lock.lockdirect.svg")
	assert.Contains(t, all, "assets/broken.wasm.js")
	assert.Less(t, len(all["index.html"]), 64<<10, "the first page is read at once")
	assertLinks(t, all)
	assert.Equal(t, all, files(t), "made twice: nothing depends on the order of a map, the clock or the place")
}

// attributes calls f for each attribute in a text, ten times as fast as a regular expression does.
func attributes(text string, f func(name, value string)) {
	before, rest, found := strings.Cut(text, `="`)
	for ; found; before, rest, found = strings.Cut(rest, `="`) {
		value, _, _ := strings.Cut(rest, `"`)
		f(before[strings.LastIndexAny(before, " \t\n")+1:], value)
	}
}

// addresses are the attributes that may lead to another file, or hold a script.
var addresses = regexp.MustCompile(`^(href|src|srcset|poster|action|style|on[a-z]+)$`)

// elsewhere is a link to another site.
var elsewhere = regexp.MustCompile(`//[A-Za-z0-9-]+\.[A-Za-z]`)

// assertLinks: links lead to files and places of the book, and there are no others.
func assertLinks(t *testing.T, all map[string]string) {
	t.Helper()
	places := map[string]bool{}
	for name, text := range all {
		places[name] = true
		attributes(text, func(attribute, id string) {
			if attribute == "id" {
				assert.False(t, places[name+"#"+id], "%s: two elements with id %s", name, id)
				places[name+"#"+id] = true
			}
		})
	}
	for name, text := range all {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		attributes(text, func(attribute, link string) {
			if !addresses.MatchString(attribute) {
				return
			}
			if strings.HasPrefix(link, "#") {
				link = name + link
			}
			assert.Contains(t, []string{"href", "src"}, attribute, "%s: %s", name, link)
			assert.True(t, places[link] || link == "data:,", "%s: %s %s", name, attribute, link)
		})
		for text != "" {
			var prose string
			prose, text, _ = strings.Cut(text, "<code>")
			assert.NotRegexp(t, elsewhere, prose, name)
			_, text, _ = strings.Cut(text, "</code>")
		}
	}
}

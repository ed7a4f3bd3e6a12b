//go:build browser

package browser_test

import (
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// witnesses are those that the book has a timeline of: one, of three steps and a wait.
func witnesses() map[string]explore.Report {
	at := func(line int) []scheduler.Frame {
		return []scheduler.Frame{{File: "racecases/lessons/lock/abba_broken.go", Line: line}}
	}
	return map[string]explore.Report{"lock/abba": {
		Failure: &scheduler.Failure{Kind: scheduler.Deadlock, Message: "both wait", Waits: []scheduler.Wait{{Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(19)}}},
		Trace:   []scheduler.Event{{Op: "start"}, {Goroutine: 1, Op: "sync.Mutex.Lock", Where: at(17)}, {Goroutine: 2, Op: "sync.Mutex.Lock", Where: at(17)}},
	}}
}

// stepThrough goes through a timeline by keys: each step is said, and its line is marked.
func stepThrough(b tab) {
	b.open("lock.html")
	b.do(chromedp.Focus(chromedp.CSS("#abba .failure summary")), chromedp.KeyEvent(kb.Enter), chromedp.Focus(chromedp.CSS("#abba .timeline")))
	const marked = `[...document.querySelectorAll("#abba .broken .now")].map(e => e.dataset.n).join(" ")`
	for _, step := range []struct{ key, says, line string }{
		{kb.ArrowRight, "step 1 of 4: main start", ""},
		{kb.ArrowRight, "step 2 of 4: g1 17 first.Lock()", "17"},
		{kb.End, "step 4 of 4: g1 waits: 19 second.Lock()", "19"},
		{kb.ArrowRight, "step 4 of 4: g1 waits: 19 second.Lock()", "19"},
		{kb.ArrowLeft, "step 3 of 4: g2 17 first.Lock()", "17"},
		{kb.Home, "step 1 of 4: main start", ""},
	} {
		b.do(chromedp.KeyEvent(step.key))
		assert.Equal(b, step.says, b.text("#abba output"))
		assert.Equal(b, step.line, eval[string](b, marked))
	}
}

// tutorial does what the first page that is played asks for.
func tutorial(b tab) {
	b.play("tutorial.html", "gil/atomic-load-store")
	b.press("0", "0", "1", "1")
	assert.Contains(b, b.text(".board .choices"), "counter.Store")
	b.press("2", "2")
	assert.NotContains(b, b.text(".board .choices"), "counter.Load")
	b.prefer("g1", "g2", "main")
	assert.Contains(b, b.text(".board .verdict"), "counter = 1, want 2")
	assert.True(b, b.won("gil/atomic-load-store"))
}

// reading: no page is wider than a telephone, what points at the bug is hidden until the
// repair is shown, and the campaign goes on where it was left.
func reading(b tab) {
	b.do(chromedp.EmulateViewport(360, 640))
	for _, page := range []string{"index.html", "tutorial.html", "gil.html", "cost-lock.html", "cost-gil.html"} {
		b.open(page)
		assert.LessOrEqual(b, eval[int](b, "document.documentElement.scrollWidth"), 360, page)
	}
	b.do(chromedp.EmulateViewport(1280, 1000))
	b.open("lock.html")
	assert.NotContains(b, b.text("#abba .broken"), "waits for ever")
	b.click("[data-reveal]")
	assert.Contains(b, b.text("#abba .broken"), "waits for ever: sync.Mutex.Lock")
	assert.Contains(b, b.text("#abba .repair"), "takes a first")
	eval[bool](b, `localStorage.setItem("threadlab:won:thread/sleep-join", "0.1") === undefined`)
	b.open("index.html")
	assert.Equal(b, "Go on with thread/result-before-join", b.text("[data-next]"))
}

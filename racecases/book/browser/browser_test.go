//go:build browser

package browser_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/book"
	"threadlab/racecases/book/modules"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
	"threadlab/racecases/webtest"
)

// patience bounds what takes a second on an idle machine.
const patience = time.Minute

// start starts the browser, which ends with the test.
func start(t *testing.T) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(webtest.Browser(t)), chromedp.WindowSize(1280, 1000), chromedp.WSURLReadTimeout(patience),
		chromedp.Flag("js-flags", "--liftoff-only")) // a game is too short to be compiled twice
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // it refuses to run as root with one
	}
	allocator, _ := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx))
	return ctx
}

// writeBook writes a book that can be played, with the timeline of one witness, and returns
// its folder.
func writeBook(t *testing.T) string {
	t.Helper()
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	extra, err := modules.Files(t.Context(), b)
	require.NoError(t, err)
	files, err := book.Book{Lessons: lessons.All(), Witnesses: witnesses(), Results: os.DirFS(filepath.Join(b.Root(), "results", "bench")), Extra: extra}.Files()
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "book")
	require.NoError(t, book.Write(dir, files))
	return dir
}

// A tab shows a page of the book. Errors on its console and requests that leave the disk fail
// the test.
type tab struct {
	*testing.T
	ctx    context.Context
	folder string
}

func newTab(t *testing.T, browser context.Context, folder string) tab {
	t.Helper()
	// Others are played beside it, and must not see what this one has won.
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	messages, requests := chromedp.Console(ctx), chromedp.Events(ctx, network.RequestWillBeSent)
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	require.NoError(t, err)
	var group sync.WaitGroup
	group.Go(func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			assert.NotContains(t, []chromedp.ConsoleType{"error", "exception", "warning"}, m.Type, m.String())
		}
	})
	group.Go(func() {
		for r, err := range requests {
			if err != nil {
				return
			}
			scheme, _, _ := strings.Cut(r.Request.URL, ":")
			assert.Contains(t, []string{"file", "blob", "data"}, scheme, r.Request.URL)
		}
	})
	t.Cleanup(func() {
		cancel()
		group.Wait()
	})
	return tab{t, ctx, folder}
}

func (b tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	require.NoError(b, chromedp.Do(b.ctx, steps...))
}

// open shows a page, whose name may have a fragment.
func (b tab) open(page string) {
	b.Helper()
	// A page that is only another fragment of this one would not be loaded.
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(b.url(page)))
}

func (b tab) url(page string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(b.folder)}).String() + "/" + page
}

// eval returns what JavaScript makes of an expression.
func eval[T any](b tab, expression string) T {
	b.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	require.NoError(b, err, expression)
	return value
}

// wait waits until an expression is true.
func (b tab) wait(expression string, options ...chromedp.PollOption) {
	b.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool]("!!("+expression+")", append(options, chromedp.WithPollingTimeout(patience))...))
	require.NoError(b, err, expression)
}

// idle waits until the game of the page has done what it was asked for: each step of it changes
// the page, so that it need not be asked at each frame.
func (b tab) idle() {
	b.Helper()
	b.wait(`document.querySelector(".board .step strong") && !document.querySelector(".board[aria-busy]")`, chromedp.WithPollingMutation())
}

// press presses keys, each when the one before has had its effect.
func (b tab) press(keys ...string) {
	b.Helper()
	for _, key := range keys {
		b.do(chromedp.KeyEvent(key))
		b.idle()
	}
}

func (b tab) click(selector string) {
	b.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector)))
}

// text returns what an element of the page says, and of several each line.
func (b tab) text(selector string) string {
	b.Helper()
	return eval[string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(e => e.innerText).join("\n")`, selector))
}

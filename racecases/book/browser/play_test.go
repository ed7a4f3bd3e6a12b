//go:build browser

package browser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestBook plays in one book and one browser, several games at once.
func TestBook(t *testing.T) {
	browser := start(t)
	folder := writeBook(t)
	tests := []struct {
		name string
		test func(tab)
	}{
		{"break it", breakIt}, {"save it", saveIt}, {"watch it", watchIt}, {"prove it", proveIt},
		{"find", findFailure}, {"meet", meet}, {"stop", stopSearch}, {"open a line", openLine}, {"wrong address", wrongAddress}, {"narrow", narrow},
		{"step through", stepThrough}, {"tutorial", tutorial}, {"reading", reading}, {"picture", drawPicture},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.test(newTab(t, browser, folder))
		})
	}
}

// play opens a case by the keyboard.
func (b tab) play(page, name string) {
	b.Helper()
	b.open(page)
	b.do(chromedp.Focus(chromedp.CSS(fmt.Sprintf(`[data-case=%q] .start`, name))), chromedp.KeyEvent(kb.Enter))
	b.idle()
}

// prefer takes the choice of the first of some goroutines that has one, until the run is over.
func (b tab) prefer(names ...string) {
	b.Helper()
	for range 200 {
		if eval[bool](b, `!document.querySelector(".board .choice")`) {
			return
		}
		b.press(eval[string](b, fmt.Sprintf(`(() => {
			const all = [...document.querySelectorAll(".board .choice")].map(e => [e.querySelector(".chip").textContent, e.querySelector("kbd").textContent]);
			const wanted = %q.split(" ").find(name => all.some(c => c[0] === name));
			return (all.find(c => c[0] === wanted) ?? all[0])[1];
		})()`, strings.Join(names, " "))))
	}
	require.Fail(b, "no end")
}

// won reports what the campaign remembers of a case.
func (b tab) won(name string) bool {
	b.Helper()
	return eval[bool](b, fmt.Sprintf(`localStorage.getItem("threadlab:won:%s") !== null`, name))
}

// breakIt loses an update by hand; goes back, and on; shares a state; and tries the repaired
// half. The campaign remembers it.
func breakIt(b tab) {
	b.play("lock.html", "lock/lost-update")
	assert.NotContains(b, b.text(".board .choices"), "Enter", "the default is hidden")
	b.press("0", "0", "0", "0", "0", "1")
	b.press(kb.Enter)
	assert.Contains(b, b.text(".board .said"), "the default is not offered")
	here, address := b.text(".board .live"), eval[string](b, "location.hash")
	b.press("1")
	assert.NotEqual(b, here, b.text(".board .live"))
	b.press("u")
	assert.Equal(b, here, b.text(".board .live"))
	b.press("1", "2", "2", "1", "2")
	b.press(kb.ArrowLeft)
	assert.Contains(b, b.text(".board .step"), "move 10 of 11")
	b.press(kb.ArrowRight)
	b.prefer("")
	assert.Contains(b, b.text(".board .verdict"), "✗ wrong result counter = 4, want 5")
	assert.Contains(b, b.text(".board .won-it"), "Nothing orders")
	assert.True(b, b.won("lock/lost-update"))

	b.click(".board .repaired")
	b.wait(`document.querySelector(".board .goal").innerText.startsWith("prove it · correct")`)
	b.idle()
	b.open("lock.html" + address)
	b.idle()
	assert.Equal(b, here, b.text(".board .live"), "a state by its address")
	assert.Contains(b, b.text(`[data-won="lock/lost-update"]`), "won", "after the page was loaded anew")
	b.open("index.html")
	assert.Contains(b, eval[string](b, `document.querySelector('.cases a[data-case="lock/lost-update"]').className`), "done")
}

// saveIt lets the one thread take both locks before the other has one.
func saveIt(b tab) {
	b.play("lock.html", "lock/abba")
	assert.Contains(b, b.text(".board .choices"), "Enter", "the default is offered")
	b.press(kb.Enter, kb.Enter, kb.End)
	assert.Contains(b, b.text(".board .verdict"), "✗ deadlock")
	assert.Contains(b, b.text(".board .goroutines"), "waits, held by g2")
	assert.False(b, b.won("lock/abba"))
	b.press("r", "0", "+")
	assert.Contains(b, b.text(".board .step"), "move 2 ", "main waits")
	b.press("1", "+")
	assert.Contains(b, b.text(".board .goroutines"), "runtime.Gosched")
	b.prefer("g1", "main", "g2")
	assert.Contains(b, b.text(".board .verdict"), "✓ survived")
	assert.True(b, b.won("lock/abba"))
}

func watchIt(b tab) {
	b.play("lock.html", "lock/read-lock-twice")
	b.prefer("main")
	assert.Contains(b, b.text(".board .verdict"), "✗ deadlock")
	assert.Contains(b, b.text(".board .won-it"), "That is why")
	assert.True(b, b.won("lock/read-lock-twice"))
}

func proveIt(b tab) {
	b.play("lock.html", "lock/order-inversion-sequenced")
	b.press("f")
	assert.Contains(b, b.text(".board .verdict"), "✓ no failure Every schedule was tried")
	assert.True(b, b.won("lock/order-inversion-sequenced"))
}
